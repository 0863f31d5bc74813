package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form of a decision on the results topic.
public final class DecisionCodec implements Codec<Decision> {

  @Override
  public byte[] write(Decision value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<Decision> read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<Decision> read(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode json(Decision value) {
    throw new UnsupportedOperationException();
  }
}
