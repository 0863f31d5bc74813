package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.engineio.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the packets of one namespace.
final class PacketWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// `/name,` or nothing for the default namespace.
  private final String prefix;

  PacketWriter(String namespace) {
    this.prefix = namespace.equals(Packet.DEFAULT_NAMESPACE) ? "" : namespace + ",";
  }

  Outgoing connected(String sid, Optional<String> pid) {
    ObjectNode ids = NODES.objectNode().put("sid", sid);
    pid.ifPresent(known -> ids.put("pid", known));
    return plain(Packet.Type.CONNECT, Json.write(ids));
  }

  /// Arguments as a client that can be recovered is sent them: it takes the last one, when it is a
  /// text, for the offset, whatever it is. So every event ends in ours.
  static List<JsonNode> with(List<JsonNode> arguments, Optional<String> offset) {
    if (offset.isEmpty()) {
      return arguments;
    }
    List<JsonNode> all = new ArrayList<>(arguments);
    all.add(NODES.textNode(offset.get()));
    return all;
  }

  Outgoing connectError(JsonNode reason) {
    return plain(Packet.Type.CONNECT_ERROR, Json.write(reason));
  }

  Outgoing disconnect() {
    return plain(Packet.Type.DISCONNECT, "");
  }

  private Outgoing plain(Packet.Type type, String json) {
    return Outgoing.message(type.digit() + prefix + json, List.of());
  }

  Outgoing event(String name, List<JsonNode> arguments, OptionalLong ackId) {
    if (Packet.reserved(name)) {
      throw new IllegalArgumentException("a name of the protocol's own: " + name);
    }
    ArrayNode data = NODES.arrayNode(arguments.size() + 1).add(name).addAll(arguments);
    return Attachments.hasBinary(data)
        ? withAttachments(Packet.Type.BINARY_EVENT, data, ackId)
        : Outgoing.message(head(Packet.Type.EVENT, ackId).append(Json.write(data)).toString());
  }

  Outgoing ack(long id, List<JsonNode> arguments) {
    ArrayNode data = NODES.arrayNode(arguments.size()).addAll(arguments);
    OptionalLong ackId = OptionalLong.of(id);
    return Attachments.hasBinary(data)
        ? withAttachments(Packet.Type.BINARY_ACK, data, ackId)
        : Outgoing.message(head(Packet.Type.ACK, ackId).append(Json.write(data)).toString());
  }

  private StringBuilder head(Packet.Type type, OptionalLong ackId) {
    StringBuilder head = new StringBuilder(256).append(type.digit()).append(prefix);
    ackId.ifPresent(head::append);
    return head;
  }

  private Outgoing withAttachments(Packet.Type type, ArrayNode data, OptionalLong ackId) {
    List<byte[]> attachments = new ArrayList<>();
    String json = Json.write(Attachments.take(data, attachments));
    StringBuilder text = new StringBuilder(json.length() + 32);
    text.append(type.digit()).append(attachments.size()).append('-').append(prefix);
    ackId.ifPresent(text::append);
    return Outgoing.message(text.append(json).toString(), attachments);
  }
}
