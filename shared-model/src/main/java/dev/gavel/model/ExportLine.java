package dev.gavel.model;

import java.util.Optional;

/// A line of an exported room: its log and the decisions, from which every receipt can be computed
/// again (README: "Exports").
public sealed interface ExportLine {

  /// The first line.
  record Head(String room) implements ExportLine {}

  /// A command of the log and what it led to, in the order of the log.
  ///
  /// @param appendedAtMs when the broker appended the command: the only clock
  /// @param command the command's bytes as logged
  /// @param decision absent when the results have none for this place
  // Nobody compares or changes the bytes; a copy a command would cost more than it guards.
  @SuppressWarnings("ArrayRecordComponent")
  record Entry(Place place, long appendedAtMs, byte[] command, Optional<Decision> decision)
      implements ExportLine {}

  /// The last line, so that a file that was cut says so.
  ///
  /// @param entries how many stand before
  /// @param receipt that of the last decision, [ReceiptChain#NONE] when there is none
  record End(long entries, String receipt) implements ExportLine {}
}
