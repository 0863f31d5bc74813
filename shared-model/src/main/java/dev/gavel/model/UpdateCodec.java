package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form of an update for viewers.
public final class UpdateCodec implements Codec<RoomUpdate> {

  @Override
  public byte[] write(RoomUpdate value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomUpdate> read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomUpdate> read(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode json(RoomUpdate value) {
    throw new UnsupportedOperationException();
  }
}
