package dev.gavel.bids.work;

import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.model.CommandCodec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/// A partition's records that came and are not yet decided. One thread uses it.
final class PartitionBacklog {
  private final CommandCodec codec = new CommandCodec();
  private final Deque<LoggedRecord> records = new ArrayDeque<>();
  private final WorkerLimits limits;
  private long bytes;

  PartitionBacklog(WorkerLimits limits) {
    this.limits = limits;
  }

  void add(LoggedRecord record) {
    records.addLast(record);
    bytes += record.value().length;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  int size() {
    return records.size();
  }

  /// Of the commands alone.
  long bytes() {
    return bytes;
  }

  /// When the longest waiting was appended.
  OptionalLong oldestAppendedAtMs() {
    LoggedRecord first = records.peekFirst();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.appendedAtMs());
  }

  /// Whether the next record lies before `offset`.
  boolean startsBefore(long offset) {
    LoggedRecord first = records.peekFirst();
    return first != null && first.offset() < offset;
  }

  /// Takes all up to the batch's limits, and nothing of both sides of `border`.
  List<Line> take(long border) {
    boolean before = startsBefore(border);
    List<Line> taken = new ArrayList<>(Math.min(records.size(), limits.batchCommands()));
    long takenBytes = 0;
    while (!records.isEmpty() && taken.size() < limits.batchCommands()) {
      LoggedRecord next = records.getFirst();
      boolean full = !taken.isEmpty() && takenBytes + next.value().length > limits.batchBytes();
      if (full || next.offset() < border != before) {
        break;
      }
      records.removeFirst();
      takenBytes += next.value().length;
      taken.add(Line.of(next, codec));
    }
    bytes -= takenBytes;
    return taken;
  }

  void clear() {
    records.clear();
    bytes = 0;
  }
}
