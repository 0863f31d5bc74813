package dev.gavel.gateway.together;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.presence.People;
import dev.gavel.gateway.presence.Presence;
import dev.gavel.gateway.presence.PresenceTold;
import dev.gavel.gateway.presence.Spectators;
import dev.gavel.gateway.sessions.Sessions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Rooms in which nothing is sold: one sits down, sees who is there, and says things. A message is
/// told as an update of the room with the next number, so that clients have something to follow.
final class SmallFloor implements PeerEvents, PresenceTold {
  private final Sessions sessions;
  private final Presence presence;
  private final Map<String, Set<Peer>> rooms = new ConcurrentHashMap<>();

  /// Of all rooms and gateways, as a log would count.
  private static final AtomicLong SEQUENCE = new AtomicLong();

  SmallFloor(Sessions sessions, Presence presence) {
    this.sessions = sessions;
    this.presence = presence;
  }

  @Override
  public Welcome connecting(Peer peer, JsonNode auth) {
    return new Welcome.Accepted();
  }

  @Override
  public void connected(Peer peer) {
    sessions.opened(peer);
  }

  private static String who(Peer peer) {
    return peer.identity() instanceof Identity.Known known
        ? known.userId()
        : Spectators.of(peer.identity().sessionId());
  }

  @Override
  public void event(Peer peer, String event, List<JsonNode> arguments, Ack ack) {
    String room = arguments.getFirst().path("roomId").asText();
    switch (event) {
      case "join" -> {
        rooms.computeIfAbsent(room, _ -> ConcurrentHashMap.newKeySet()).add(peer);
        presence.sat(room, who(peer), peer.id());
        ack.answer(List.of(numbered(room, SEQUENCE.get()).set("presence", people(room))));
      }
      case "message" -> {
        ack.answer(List.of(JsonNodeFactory.instance.objectNode().put("status", "ok")));
        ObjectNode update = numbered(room, SEQUENCE.incrementAndGet());
        update.putObject("event").put("type", "said").put("text", text(arguments));
        tell(room, Broadcast.of("bid", update));
      }
      default -> ack.answer(List.of(JsonNodeFactory.instance.objectNode().put("status", "ok")));
    }
  }

  private static String text(List<JsonNode> arguments) {
    return arguments.getFirst().path("text").asText();
  }

  private static ObjectNode numbered(String room, long sequence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("room", room).put("sequence", sequence).put("atMs", 0);
    json.putObject("standing").put("phase", "OPEN");
    return json.put("serverTimeMs", System.currentTimeMillis());
  }

  private JsonNode people(String room) {
    People people = presence.people(room);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("count", people.count());
    people.userIds().forEach(json.putArray("people")::add);
    return json;
  }

  private void tell(String room, Broadcast broadcast) {
    rooms.getOrDefault(room, Set.of()).forEach(peer -> peer.send(broadcast));
  }

  private void tell(String event, String room, String user) {
    JsonNode json = JsonNodeFactory.instance.objectNode().put("room", room).put("who", user);
    tell(room, Broadcast.of(event, json));
  }

  @Override
  public void joined(String room, String userId) {
    tell("joined", room, userId);
  }

  @Override
  public void left(String room, String userId) {
    tell("left", room, userId);
  }

  @Override
  public void counted(String room, People people) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("room", room);
    json.put("count", people.count());
    people.userIds().forEach(json.putArray("people")::add);
    tell(room, Broadcast.of("presence", json));
  }

  @Override
  public void gone(Peer peer, String cause) {
    sessions.gone(peer);
    rooms.forEach((room, peers) -> {
      if (peers.remove(peer)) {
        presence.rose(room, who(peer), peer.id());
      }
    });
  }
}
