package dev.gavel.bids.close;

import dev.gavel.model.RoomCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where commands are appended that follow from another room's decisions. Threads share it.
public interface CascadeLog extends AutoCloseable {

  /// Appends commands. After a failure some may be there: appending them again is right, a command
  /// that is there twice has one effect.
  ///
  /// @return done when they are in the log; fails with [dev.gavel.bids.log.Away] when the same may
  ///   be tried again
  CompletableFuture<Void> append(List<RoomCommand> commands);

  @Override
  void close();
}
