package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.model.RoomCommand;
import java.util.List;

/// For rooms that no other follows.
record NoCascades() implements CascadeLog {
  @Override
  public void append(List<RoomCommand> commands) {
    if (!commands.isEmpty()) {
      throw new IllegalStateException("nobody follows: " + commands);
    }
  }

  @Override
  public void close() {}
}
