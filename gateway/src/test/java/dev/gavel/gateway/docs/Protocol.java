package dev.gavel.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;

/// The AsyncAPI document, as something that frames are held against.
public final class Protocol {
  private static final JsonNode DOCUMENT = read();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private Protocol() {}

  private static JsonNode read() {
    try (InputStream in = Protocol.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, "asyncapi.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode document() {
    return DOCUMENT;
  }

  /// Fails unless `json` is what the document's schema of this name describes.
  public static void check(String schema, JsonNode json) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", DOCUMENT.path("components"));
    whole.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + schema);
    Set<ValidationMessage> wrong = SCHEMAS.getSchema(whole).validate(json);
    assertThat(wrong).as("%s as %s", json, schema).isEmpty();
  }

  /// Holds an event that the server sent against its message's schema, whichever protocol.
  public static void checkEvent(String event, JsonNode data) {
    JsonNode message = DOCUMENT.path("components").path("messages").path(event.replace(':', '_'));
    assertThat(message.isObject()).as("the document knows the event %s", event).isTrue();
    String reference = message.path("payload").path("$ref").asText();
    check(reference.substring(reference.lastIndexOf('/') + 1), data);
  }

  /// Holds a whole frame of the plain protocol against the document; acknowledgements, whose data
  /// belongs to a request, only as frames.
  public static void checkFrame(JsonNode frame) {
    check("Frame", frame);
    if (!frame.path("event").asText().equals("ack")) {
      checkEvent(frame.path("event").asText(), frame.path("data"));
    }
  }
}
