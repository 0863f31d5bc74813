package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.Away;
import java.util.List;

/// Where decisions are told for good. One thread uses it.
public interface ResultLog extends AutoCloseable {

  /// Appends decisions, in order a partition, each to the partition of its command; they are kept
  /// when this returns. After [Away] some may be there: appending them again is right, readers drop
  /// places that they know.
  void append(List<Decided> decided) throws Away;

  /// Appends what could not be read.
  void appendUnreadable(List<Line.Skipped> skipped) throws Away;

  @Override
  void close();
}
