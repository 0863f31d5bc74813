package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.model.RoomCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// For rooms that no other follows.
record NoCascades() implements CascadeLog {
  @Override
  public CompletableFuture<Void> append(List<RoomCommand> commands) {
    if (!commands.isEmpty()) {
      throw new IllegalStateException("no room follows: " + commands);
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {}
}
