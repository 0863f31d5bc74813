package dev.gavel.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Reads what [JsonBinary] writes: a sequence of CBOR items (RFC 8742), each an object, as trees
/// with their names spelled out. Thread-safe.
final class CborReader {
  /// Fields that [JsonBinary#hex] writes; any other byte string is a text in UTF-16.
  private static final Set<String> HEX = Set.of("receipt");

  private static final int MAX_DEPTH = 12;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final CBORFactory factory =
      CBORFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /// Reads all items.
  List<JsonNode> all(byte[] sequence) throws Unfit {
    List<JsonNode> items = new ArrayList<>();
    try (JsonParser in = factory.createParser(sequence)) {
      long end = 0;
      while (in.nextToken() != null) {
        items.add(value(in, ""));
        end = in.currentLocation().getByteOffset();
      }
      if (end != sequence.length) {
        throw new Unfit("no item at byte " + end); // a tag alone, for one: the parser skips it
      }
      return items;
    } catch (IOException e) {
      throw new Unfit("not CBOR: " + e.getMessage());
    }
  }

  private static JsonNode value(JsonParser in, String name) throws IOException, Unfit {
    return switch (in.currentToken()) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> list(in);
      case VALUE_STRING -> NODES.textNode(in.getText());
      case VALUE_NUMBER_INT -> NODES.numberNode(in.getLongValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_EMBEDDED_OBJECT -> NODES.textNode(bytes(in.getBinaryValue(), name));
      case VALUE_NULL, VALUE_NUMBER_FLOAT, FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE ->
          throw new Unfit("not of our CBOR: " + in.currentToken());
    };
  }

  private static ObjectNode object(JsonParser in) throws IOException, Unfit {
    ObjectNode object = NODES.objectNode();
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = name(in.currentName());
      in.nextToken();
      object.set(name, value(in, name));
    }
    return object;
  }

  private static ArrayNode list(JsonParser in) throws IOException, Unfit {
    ArrayNode list = NODES.arrayNode();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      list.add(value(in, ""));
    }
    return list;
  }

  /// The parser gives a number as its digits; no name of ours looks like one.
  private static String name(String raw) throws Unfit {
    if (!raw.matches("-?[0-9]{1,3}")) {
      return raw;
    }
    return NumberedNames.name(Integer.parseInt(raw))
        .orElseThrow(() -> new Unfit("no name has the number " + raw));
  }

  private static String bytes(byte[] value, String name) {
    if (HEX.contains(name)) {
      return HexFormat.of().formatHex(value);
    }
    // A decoder of the JDK would replace what stands as bytes for a reason: half a surrogate pair.
    return ByteBuffer.wrap(value).asCharBuffer().toString();
  }
}
