package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.results.TalkStore;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/// What people say in a room. Not part of the log: it is told live, and the newest of it is kept
/// for those who come later, as far as it can be.
public final class Talk {
  private final Hub hub;
  private final Predicate<Said> everywhere;
  private final TalkStore store;
  private final LongSupplier clock;

  /// @param everywhere carries a message to every gateway, this one too; false when it cannot
  Talk(Hub hub, Predicate<Said> everywhere, TalkStore store, LongSupplier clockMs) {
    this.hub = hub;
    this.everywhere = everywhere;
    this.store = store;
    this.clock = clockMs;
  }

  /// Says something; while gateways cannot talk to one another, it is heard here alone.
  void say(String room, String user, boolean staff, String text) {
    Said said = new Said(room, user, staff, text, clock.getAsLong());
    if (!everywhere.test(said)) {
      heard(said);
    }
    store.keep(said);
  }

  /// Tells the room's viewers here.
  public void heard(Said said) {
    hub.inTurn(
        said.room(),
        List.of(said.by()),
        room -> {
          RoomTalk.Line line = new RoomTalk.Line(said, room.naming().label(said.by()));
          room.say(line, broadcast(line, false), broadcast(line, true));
        });
  }

  private static Broadcast broadcast(RoomTalk.Line line, boolean own) {
    return Broadcast.of("message", RoomTalk.json(line, own));
  }
}
