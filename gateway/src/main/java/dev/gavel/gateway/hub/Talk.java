package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.words.ViewerJson;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What people say in a room. Not part of the log: a message may be missed, and is not kept.
public final class Talk {
  private final Hub hub;
  private final Predicate<Said> everywhere;
  private final LongSupplier clock;

  /// @param everywhere carries a message to every gateway, this one too; false when it cannot
  Talk(Hub hub, Predicate<Said> everywhere, LongSupplier clockMs) {
    this.hub = hub;
    this.everywhere = everywhere;
    this.clock = clockMs;
  }

  /// Says something; while gateways cannot talk to one another, it is heard here alone.
  void say(String room, String user, boolean staff, String text) {
    Said said = new Said(room, user, staff, text, clock.getAsLong());
    if (!everywhere.test(said)) {
      heard(said);
    }
  }

  /// Tells the room's viewers here.
  public void heard(Said said) {
    hub.inTurn(
        said.room(),
        room -> {
          String who = room.naming().label(said.by());
          room.tell(broadcast(said, who, false), said.by(), broadcast(said, who, true));
        });
  }

  private static Broadcast broadcast(Said said, String who, boolean own) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("room", said.room())
            .put("who", own ? ViewerJson.SELF : who)
            .put("own", own)
            .put("text", said.text())
            .put("atMs", said.atMs())
            .put("notice", said.staff());
    return Broadcast.of("message", json);
  }
}
