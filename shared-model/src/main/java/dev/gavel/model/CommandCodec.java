package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The form of a command in the log.
public final class CommandCodec implements Codec<RoomCommand> {

  @Override
  public byte[] write(RoomCommand value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomCommand> read(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Read<RoomCommand> read(JsonNode node) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ObjectNode json(RoomCommand value) {
    throw new UnsupportedOperationException();
  }
}
