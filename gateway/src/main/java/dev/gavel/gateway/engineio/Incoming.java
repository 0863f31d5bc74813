package dev.gavel.gateway.engineio;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A packet of a client (Engine.IO 4, "Packet types").
sealed interface Incoming {
  char SEPARATOR = '\u001e';

  record Text(String data) implements Incoming {}

  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Binary(byte[] data) implements Incoming {}

  record Pong() implements Incoming {}

  record Close() implements Incoming {}

  /// `0`, `5` or `6` where they mean nothing: ignored, as everywhere.
  record Idle() implements Incoming {}

  /// Nothing the protocol knows, or a ping, which only a server may send.
  record Malformed(String why) implements Incoming {}

  /// Decodes a text frame, or one packet of a polling payload that is not binary.
  static Incoming ofText(String packet) {
    if (packet.isEmpty()) {
      return new Malformed("empty packet");
    }
    return switch (packet.charAt(0)) {
      case '4' -> new Text(packet.substring(1));
      case '3' -> new Pong();
      case '1' -> new Close();
      case '2' -> new Malformed("ping from a client");
      case '0', '5', '6' -> new Idle();
      default -> new Malformed("unknown packet type");
    };
  }

  /// How many packets a payload holds.
  static int count(String payload) {
    return 1 + (int) payload.chars().filter(c -> c == SEPARATOR).count();
  }

  /// Decodes the body of a polling request.
  static List<Incoming> ofPayload(String payload) {
    List<Incoming> packets = new ArrayList<>();
    int from = 0;
    for (int to = payload.indexOf(SEPARATOR); to >= 0; to = payload.indexOf(SEPARATOR, from)) {
      packets.add(ofPolled(payload.substring(from, to)));
      from = to + 1;
    }
    packets.add(ofPolled(payload.substring(from)));
    return packets;
  }

  private static Incoming ofPolled(String packet) {
    if (!packet.startsWith("b")) {
      return ofText(packet);
    }
    try {
      // The Java client breaks its base64 into lines of 76 characters, which only MIME allows.
      return new Binary(Base64.getMimeDecoder().decode(packet.substring(1)));
    } catch (IllegalArgumentException e) { // a client's mistake, not ours
      return new Malformed("not base64: " + e.getMessage());
    }
  }
}
