package dev.gavel.bids.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Codec;
import dev.gavel.model.ProjectionCodec;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.Binary;

/// Stored documents as JSON, the entries of pages, tails and shares spelled out.
final class DocumentJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ProjectionCodec ENTRIES = new ProjectionCodec();

  private DocumentJson() {}

  static ObjectNode of(Document document) {
    ObjectNode json = JSON.createObjectNode();
    for (Map.Entry<String, Object> field : document.entrySet()) {
      json.set(
          field.getKey(),
          field.getValue() instanceof Binary binary
              ? entries(binary.getData())
              : plain(field.getKey(), field.getValue()));
    }
    return json;
  }

  private static JsonNode plain(String name, Object value) {
    try {
      return JSON.readTree(new Document(name, value).toJson()).path(name);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the driver wrote", e);
    }
  }

  private static JsonNode entries(byte[] bytes) {
    return switch (ENTRIES.trees(bytes)) {
      case Codec.Read.Value<List<JsonNode>>(var trees) -> {
        ArrayNode list = JSON.createArrayNode();
        trees.forEach(list::add);
        yield list;
      }
      case Codec.Read.Bad<List<JsonNode>>(var why) ->
          JSON.getNodeFactory().textNode(bytes.length + " bytes: " + why.reason());
    };
  }
}
