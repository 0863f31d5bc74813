package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.math.BigDecimal;
import java.util.Optional;

/// JSON as strangers send it: bounded, nothing after it, numbers kept as they came.
final class Json {
  static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_CHARS = 100;

  /// Above this exponent a number is no number that anybody here could mean, but a bomb for whoever
  /// writes it out.
  private static final int MAX_SCALE = 400;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER_CHARS)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .nodeFactory(new Numbers())
          .build();

  private Json() {}

  private static final class Numbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public ValueNode numberNode(BigDecimal number) {
      if (Math.abs((long) number.scale()) > MAX_SCALE) {
        throw new IllegalArgumentException("exponent too large");
      }
      return super.numberNode(number);
    }
  }

  /// Empty when it is not JSON or passes a limit.
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException | IllegalArgumentException _) { // a client's mistake, not ours
      return Optional.empty();
    }
  }

  /// Compact.
  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) { // a tree can always be written
      throw new IllegalStateException(e);
    }
  }
}
