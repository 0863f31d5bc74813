package dev.gavel.bids.results;

import dev.gavel.bids.home.Line;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Where decisions are told for good. Threads share it; appends of one partition come one after the
/// other, each when the one before is acknowledged.
public interface ResultLog extends AutoCloseable {

  /// Appends decisions, in order a partition, each to the partition of its command. After a failure
  /// some may be there: appending them again is right, readers drop places that they know.
  ///
  /// @return done when they are kept; fails with [dev.gavel.bids.log.Away] when the same may be
  ///   tried again
  CompletableFuture<Void> append(List<EncodedDecision> decided);

  /// Appends what could not be read.
  ///
  /// @return as [#append]
  CompletableFuture<Void> appendUnreadable(List<Line.Skipped> skipped);

  @Override
  void close();
}
