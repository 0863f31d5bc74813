package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes binary values out of JSON and puts them back: each travels as a message of its own, and a
/// placeholder stands where it was.
final class Attachments {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PLACEHOLDER = "_placeholder";
  private static final String NUMBER = "num";

  private Attachments() {}

  static boolean hasBinary(JsonNode tree) {
    if (tree.isBinary()) {
      return true;
    }
    for (JsonNode child : tree) {
      if (hasBinary(child)) {
        return true;
      }
    }
    return false;
  }

  /// A copy with placeholders; the binary values are added to `taken`.
  static JsonNode take(JsonNode tree, List<byte[]> taken) {
    if (tree.isBinary()) {
      taken.add(bytes(tree));
      return NODES.objectNode().put(PLACEHOLDER, true).put(NUMBER, taken.size() - 1);
    }
    if (tree.isArray()) {
      ArrayNode copy = NODES.arrayNode(tree.size());
      tree.forEach(child -> copy.add(take(child, taken)));
      return copy;
    }
    if (tree.isObject()) {
      ObjectNode copy = NODES.objectNode();
      for (Map.Entry<String, JsonNode> field : tree.properties()) {
        copy.set(field.getKey(), take(field.getValue(), taken));
      }
      return copy;
    }
    return tree;
  }

  private static byte[] bytes(JsonNode binary) {
    try {
      return binary.binaryValue();
    } catch (IOException e) { // a binary node is never parsed
      throw new UncheckedIOException(e);
    }
  }

  /// A copy with the binary values in their places; empty when a placeholder names none of them.
  static Optional<JsonNode> fill(JsonNode tree, List<byte[]> attachments) {
    try {
      return Optional.of(filled(tree, attachments));
    } catch (IndexOutOfBoundsException _) { // a client's mistake, not ours
      return Optional.empty();
    }
  }

  private static JsonNode filled(JsonNode tree, List<byte[]> attachments) {
    if (tree.isArray()) {
      ArrayNode copy = NODES.arrayNode(tree.size());
      tree.forEach(child -> copy.add(filled(child, attachments)));
      return copy;
    }
    if (!tree.isObject()) {
      return tree;
    }
    if (tree.path(PLACEHOLDER).asBoolean()) {
      JsonNode number = tree.path(NUMBER);
      return BinaryNode.valueOf(attachments.get(number.isInt() ? number.intValue() : -1));
    }
    ObjectNode copy = NODES.objectNode();
    for (Map.Entry<String, JsonNode> field : tree.properties()) {
      copy.set(field.getKey(), filled(field.getValue(), attachments));
    }
    return copy;
  }
}
