package dev.gavel.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// What the codecs share: the version, the limits, and that reading never throws.
abstract sealed class JsonCodec<T> implements Codec<T>
    permits CommandCodec, DecisionCodec, UpdateCodec, TermsCodec, StandingCodec, ExportCodec {
  static final int VERSION = 1;

  private final String what;
  private final int maxBytes;
  private final ObjectReader reader;

  JsonCodec(String what, int maxBytes, int maxDepth) {
    this.what = what;
    this.maxBytes = maxBytes;
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(maxDepth)
            .maxNumberLength(maxBytes)
            .maxStringLength(maxBytes)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(limits)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.reader =
        JsonMapper.builder(factory)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();
  }

  /// Writes the fields of `value`.
  abstract void put(JsonOut out, T value);

  /// Reads a value without a tree, where that is worth its own code. What it reads, the strict
  /// reading would read too, and to the same.
  Optional<T> quick(byte[] bytes) {
    return Optional.empty();
  }

  /// Reads what [#put] wrote.
  abstract T take(JsonIn in) throws Unfit;

  @Override
  public final byte[] write(T value) {
    JsonText out = new JsonText();
    object(out, value);
    return out.toBytes();
  }

  @Override
  public final ObjectNode json(T value) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    try {
      return object.setAll((ObjectNode) reader.readTree(write(value)));
    } catch (IOException e) {
      throw new UncheckedIOException("what was just written", e);
    }
  }

  @Override
  public final Read<T> read(byte[] bytes) {
    if (bytes.length > maxBytes) {
      return bad(what + ": more than " + maxBytes + " bytes");
    }
    Optional<T> quick = quick(bytes);
    return quick.isPresent() ? new Read.Value<>(quick.get()) : strict(bytes);
  }

  /// Reads by a tree.
  final Read<T> strict(byte[] bytes) {
    // Jackson would guess UTF-16 and UTF-32 too (RFC 4627 section 3); here only UTF-8 counts.
    if (bytes.length < 2 || bytes[0] != '{' || bytes[1] == 0) {
      return bad(what + ": not a JSON object in UTF-8");
    }
    try {
      return read(reader.readTree(bytes));
    } catch (JacksonException e) {
      return bad(what + ": " + e.getOriginalMessage());
    } catch (IOException e) {
      return bad(what + ": " + e.getMessage());
    }
  }

  @Override
  public final Read<T> read(JsonNode node) {
    try {
      return new Read.Value<>(take(node, what));
    } catch (Unfit unfit) {
      return new Read.Bad<>(unfit.unreadable());
    }
  }

  /// Writes `value` as an object inside another.
  final void object(JsonOut out, T value) {
    out.open().field("v", VERSION);
    put(out, value);
    out.close();
  }

  /// Reads an object inside another.
  final T take(JsonNode node, String path) throws Unfit {
    JsonIn in = JsonIn.of(node, path);
    in.integer("v", VERSION, VERSION);
    T value = take(in);
    in.end();
    return value;
  }

  private Read<T> bad(String reason) {
    return new Read.Bad<>(new Unreadable(reason));
  }
}
