package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A strict, versioned JSON form of `T`. Writing gives stable bytes; reading never throws.
public interface Codec<T> {

  /// What reading gives.
  sealed interface Read<T> {
    record Value<T>(T value) implements Read<T> {}

    record Bad<T>(Unreadable why) implements Read<T> {}
  }

  /// Compact UTF-8 JSON; the same value always gives the same bytes.
  byte[] write(T value);

  /// The same as [#write], as a tree: for documents and larger messages.
  ObjectNode json(T value);

  Read<T> read(byte[] bytes);

  /// Reads a tree that was already parsed.
  Read<T> read(JsonNode node);
}
