package dev.gavel.gateway.recovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What is kept of one connection.
///
/// @param subject of its token: nobody else may go on from it
/// @param holder which connection has it now
/// @param sid the public id, which stays the same
/// @param ended whether the connection is known to be gone, and `last` with it
record Kept(String subject, String holder, String sid, Map<String, Shown> rooms, boolean ended) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Kept {
    rooms = Map.copyOf(rooms);
  }

  /// A room that it sits in.
  ///
  /// @param from the update up to which it was shown the room last
  /// @param byEvent it was shown by an event, whose offset tells that it arrived
  /// @param last the last update that was sent to it
  record Shown(long from, boolean byEvent, long last) {}

  /// What has no field of its own in the store.
  String json() {
    ObjectNode json = JSON.createObjectNode().put("sid", sid).put("ended", ended);
    ObjectNode seats = json.putObject("rooms");
    rooms.forEach((room, shown) ->
        seats
            .putObject(room)
            .put("from", shown.from())
            .put("byEvent", shown.byEvent())
            .put("last", shown.last()));
    return json.toString();
  }

  /// Empty for what [#json()] did not write.
  static Optional<Kept> of(String subject, String holder, String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Map<String, Shown> rooms = new LinkedHashMap<>();
      json.path("rooms")
          .properties()
          .forEach(room ->
              rooms.put(
                  room.getKey(),
                  new Shown(
                      room.getValue().path("from").asLong(),
                      room.getValue().path("byEvent").asBoolean(),
                      room.getValue().path("last").asLong())));
      String sid = json.path("sid").asText();
      boolean whole = Names.isId(sid) && rooms.keySet().stream().allMatch(Names::isId);
      return whole
          ? Optional.of(new Kept(subject, holder, sid, rooms, json.path("ended").asBoolean()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
