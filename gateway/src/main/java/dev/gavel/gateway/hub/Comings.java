package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.presence.PresenceTold;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.ViewerJson;
import java.util.List;

/// Tells a room who comes, who goes, and who is there: once a person, by the label that the person
/// bids under.
public final class Comings implements PresenceTold {
  private final Hub hub;

  public Comings(Hub hub) {
    this.hub = hub;
  }

  @Override
  public void joined(String room, String userId) {
    tell("joined", room, userId);
  }

  @Override
  public void left(String room, String userId) {
    tell("left", room, userId);
  }

  private void tell(String event, String room, String user) {
    hub.inTurn(
        room,
        List.of(user),
        open -> {
          Broadcast others = news(event, room, open.naming().label(user), false);
          open.tell(others, user, news(event, room, ViewerJson.SELF, true));
        });
  }

  private static Broadcast news(String event, String room, String who, boolean own) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("room", room).put("who", who).put("own", own);
    return Broadcast.of(event, json);
  }

  @Override
  public void counted(String room, dev.gavel.gateway.presence.People now) {
    hub.inTurn(room, now.userIds(), open -> open.present(json(open.naming(), now)));
  }

  static ObjectNode json(Naming naming, dev.gavel.gateway.presence.People now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", now.count());
    ArrayNode labels = json.putArray("people");
    now.userIds().forEach(user -> labels.add(naming.label(user)));
    return json;
  }
}
