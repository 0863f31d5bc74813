package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form of a room's terms.
public final class TermsCodec implements Codec<RoomTerms> {

  @Override
  public byte[] write(RoomTerms value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomTerms> read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomTerms> read(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode json(RoomTerms value) {
    throw new UnsupportedOperationException();
  }
}
