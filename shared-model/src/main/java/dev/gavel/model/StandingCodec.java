package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form of a room's public state.
public final class StandingCodec implements Codec<Standing> {

  @Override
  public byte[] write(Standing value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<Standing> read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<Standing> read(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode json(Standing value) {
    throw new UnsupportedOperationException();
  }
}
