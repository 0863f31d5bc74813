package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.OptionalLong;
import java.util.Set;

/// A packet of Socket.IO protocol 5.
///
/// @param namespace begins with `/`
/// @param ackId when an answer is wanted, or given
/// @param data CONNECT: an object; EVENT and ACK: an array; otherwise missing
/// @param attachments binary messages that follow
record Packet(Type type, String namespace, OptionalLong ackId, JsonNode data, int attachments) {
  static final String DEFAULT_NAMESPACE = "/";

  /// Names that clients' libraries give a meaning of their own.
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  /// In the order of their digits.
  enum Type {
    CONNECT('0'),
    DISCONNECT('1'),
    EVENT('2'),
    ACK('3'),
    CONNECT_ERROR('4'),
    BINARY_EVENT('5'),
    BINARY_ACK('6');

    private final char digit;

    Type(char digit) {
      this.digit = digit;
    }

    /// What a packet of the type begins with.
    char digit() {
      return digit;
    }

    boolean binary() {
      return this == BINARY_EVENT || this == BINARY_ACK;
    }

    boolean event() {
      return this == EVENT || this == BINARY_EVENT;
    }

    boolean ack() {
      return this == ACK || this == BINARY_ACK;
    }
  }

  static boolean reserved(String event) {
    return RESERVED.contains(event);
  }

  /// Whether the data is what the type demands of a client.
  boolean wellFormed() {
    return switch (type) {
      case CONNECT -> data.isMissingNode() || data.isObject();
      case DISCONNECT -> data.isMissingNode();
      case EVENT, BINARY_EVENT -> data.isArray() && namesEvent(data.path(0));
      case ACK, BINARY_ACK -> data.isArray() && ackId.isPresent();
      case CONNECT_ERROR -> false; // a server's word
    };
  }

  private static boolean namesEvent(JsonNode first) {
    return first.isNumber() || (first.isTextual() && !reserved(first.textValue()));
  }

  /// The same with binary arguments in their places.
  Packet with(JsonNode filled) {
    return new Packet(type, namespace, ackId, filled, 0);
  }

  static JsonNode nothing() {
    return MissingNode.getInstance();
  }
}
