package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads `<type>[<attachments>-][<namespace>,][<ack id>][JSON]`.
final class PacketParser {
  static final int MAX_ATTACHMENTS = 10;

  /// Ack ids are counters; what does not fit a double exactly is none.
  private static final int MAX_ACK_DIGITS = 15;

  private static final Packet.Type[] TYPES = Packet.Type.values();

  private final String text;
  private int at;

  private PacketParser(String text) {
    this.text = text;
  }

  /// Empty when it is no packet, or none that a client may send.
  static Optional<Packet> parse(String text) {
    return new PacketParser(text).packet().filter(Packet::wellFormed);
  }

  private Optional<Packet> packet() {
    int number = text.isEmpty() ? -1 : text.charAt(at++) - '0';
    if (number < 0 || number >= TYPES.length) {
      return Optional.empty();
    }
    Packet.Type type = TYPES[number];
    int attachments = type.binary() ? attachments() : 0;
    if (type.binary() && (attachments < 1 || attachments > MAX_ATTACHMENTS)) {
      return Optional.empty();
    }
    String namespace = namespace();
    Optional<OptionalLong> ackId = ackId();
    Optional<JsonNode> data =
        at == text.length() ? Optional.of(Packet.nothing()) : Json.read(text.substring(at));
    return ackId.flatMap(
        id -> data.map(json -> new Packet(type, namespace, id, json, attachments)));
  }

  /// -1 when the count is missing or malformed.
  private int attachments() {
    int dash = text.indexOf('-', at);
    int digits = dash - at;
    if (digits < 1 || digits > 2) {
      return -1;
    }
    int count = 0;
    for (; at < dash; at++) {
      if (!digit(at)) {
        return -1;
      }
      count = count * 10 + text.charAt(at) - '0';
    }
    at++;
    return count;
  }

  /// The comma may be absent at the packet's end.
  private String namespace() {
    if (at >= text.length() || text.charAt(at) != '/') {
      return Packet.DEFAULT_NAMESPACE;
    }
    int comma = text.indexOf(',', at);
    int end = comma < 0 ? text.length() : comma;
    String namespace = text.substring(at, end);
    at = Math.min(end + 1, text.length());
    return namespace;
  }

  /// Empty inside when there is none, empty outside when it is too long.
  private Optional<OptionalLong> ackId() {
    int from = at;
    long id = 0;
    for (; at < text.length() && digit(at); at++) {
      if (at - from == MAX_ACK_DIGITS) {
        return Optional.empty();
      }
      id = id * 10 + text.charAt(at) - '0';
    }
    return Optional.of(at == from ? OptionalLong.empty() : OptionalLong.of(id));
  }

  private boolean digit(int index) {
    char c = text.charAt(index);
    return c >= '0' && c <= '9';
  }
}
