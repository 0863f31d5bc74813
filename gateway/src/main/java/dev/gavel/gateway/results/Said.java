package dev.gavel.gateway.results;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.model.Names;
import java.io.IOException;
import java.util.Optional;

/// A message to a room, on its way between gateways.
///
/// @param by the speaker's user id
public record Said(String room, String by, boolean staff, String text, long atMs) {
  /// Far above what a gateway lets anybody say.
  static final int MAX_BYTES = 4_096;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CHANNEL_END = "}:talk";

  /// Redis channel of a room's talk: between gateways only.
  static String channel(String room) {
    return "gavel:{" + room + CHANNEL_END;
  }

  static boolean isChannel(String channel) {
    return channel.endsWith(CHANNEL_END);
  }

  public String channel() {
    return channel(room);
  }

  public String json() {
    return JSON.createObjectNode()
        .put("room", room)
        .put("by", by)
        .put("staff", staff)
        .put("text", text)
        .put("atMs", atMs)
        .toString();
  }

  /// Empty for what [#json()] did not write.
  static Optional<Said> of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(bytes);
      Said said =
          new Said(
              json.path("room").asText(),
              json.path("by").asText(),
              json.path("staff").asBoolean(),
              json.path("text").asText(),
              json.path("atMs").asLong());
      boolean whole = Names.isId(said.room()) && Names.isId(said.by()) && !said.text().isEmpty();
      return whole ? Optional.of(said) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("bytes in memory", e);
    }
  }
}
