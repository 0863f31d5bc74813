package dev.gavel.gateway.plain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.websocket.Frames;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Frames as text: `{"event":..,"id":..,"data":..}` both ways. Reading is strict and never throws.
final class PlainFrames {
  /// Key of this format among the encodings of a [Broadcast].
  static final Object FORMAT = new Object();

  static final int MAX_ID_CHARS = 64;
  private static final int MAX_DIGITS = 64;
  private static final Pattern EVENT = Pattern.compile("[a-z][a-z0-9:_-]{0,47}");

  private final int maxBytes;
  private final ObjectReader reader;

  /// What a client sent.
  sealed interface Incoming {
    /// An event, or a request when it has an id.
    record Event(String name, Optional<String> id, ObjectNode data) implements Incoming {}

    /// Nothing that we understand.
    record Unreadable() implements Incoming {}
  }

  PlainFrames(PlainLimits limits) {
    this.maxBytes = limits.maxMessageBytes();
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.maxDepth())
            .maxNumberLength(MAX_DIGITS)
            .maxNameLength(MAX_ID_CHARS)
            .maxStringLength(maxBytes)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names are anybody's: interning them would fill a table that all share.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();
    this.reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();
  }

  Incoming read(String text) {
    if (tooLong(text)) {
      return new Incoming.Unreadable();
    }
    try {
      return reader.readTree(text) instanceof ObjectNode frame
          ? event(frame)
          : new Incoming.Unreadable();
    } catch (JsonProcessingException | RuntimeException anything) {
      // A client's mistake, whatever it is: it is answered and counted, not logged.
      return new Incoming.Unreadable();
    }
  }

  private boolean tooLong(String text) {
    // A char is at least one byte and at most three.
    return text.length() > maxBytes
        || (text.length() > maxBytes / 3
            && text.getBytes(StandardCharsets.UTF_8).length > maxBytes);
  }

  private static Incoming event(ObjectNode frame) {
    JsonNode name = frame.path("event");
    JsonNode id = frame.path("id");
    JsonNode data = frame.path("data");
    boolean fits =
        present(name) + present(id) + present(data) == frame.size()
            && name.isTextual()
            && EVENT.matcher(name.textValue()).matches()
            && (id.isMissingNode() || isId(id))
            && (data.isMissingNode() || data.isObject());
    if (!fits) {
      return new Incoming.Unreadable();
    }
    return new Incoming.Event(
        name.textValue(),
        Optional.ofNullable(id.textValue()),
        data instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
  }

  private static int present(JsonNode field) {
    return field.isMissingNode() ? 0 : 1;
  }

  private static boolean isId(JsonNode id) {
    return id.isTextual() && !id.textValue().isEmpty() && id.textValue().length() <= MAX_ID_CHARS;
  }

  /// An event's frame, ready for the wire.
  static byte[] event(String event, List<JsonNode> arguments) {
    return Frames.text(envelope(event).set("data", data(arguments)).toString());
  }

  /// A broadcast's frame: made once, whoever asks first.
  static byte[] event(Broadcast broadcast) {
    return event(broadcast.event(), broadcast.arguments());
  }

  /// The answer to a request.
  static byte[] ack(String id, List<JsonNode> arguments) {
    return Frames.text(envelope("ack").put("id", id).set("data", data(arguments)).toString());
  }

  private static ObjectNode envelope(String event) {
    return JsonNodeFactory.instance.objectNode().put("event", event);
  }

  /// Socket.IO has arguments, this protocol has one value: a text before an object (the original's
  /// line before its update) becomes the object's `text`.
  static JsonNode data(List<JsonNode> arguments) {
    if (arguments.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (arguments.size() == 1) {
      return arguments.getFirst();
    }
    if (arguments.size() == 2
        && arguments.getFirst().isTextual()
        && arguments.getLast() instanceof ObjectNode object) {
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      whole.setAll(object);
      return whole.set("text", arguments.getFirst());
    }
    return JsonNodeFactory.instance.arrayNode().addAll(arguments);
  }
}
