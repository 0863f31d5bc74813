package dev.gavel.bids.log;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The commands topic as one member of the group reads it. One thread uses it; [#wakeUp()],
/// [#topicId()], [#askTopicId()] and [#scan] may come from others.
public interface CommandLog extends AutoCloseable {

  /// Is told about partitions, always inside [#poll] or [#idle].
  interface Homes {
    /// This member has the partition now; nothing is read of it before [CommandLog#read].
    void gained(int partition);

    /// Others will have them when this returns.
    void leaving(Collection<Integer> partitions);

    /// Others may have had them for a while.
    void lost(Collection<Integer> partitions);
  }

  /// What a partition holds: offsets from `begin` inclusive to `end` exclusive.
  record Range(long begin, long end) {}

  /// Takes part in the group from the next poll on.
  void join(Homes homes);

  /// Whether the group has answered, with partitions or with none.
  boolean joined();

  /// Identity of the topic: a topic that is deleted and made again has another.
  String topicId() throws Away;

  /// The same without waiting: asks now, fails with [Away].
  CompletionStage<String> askTopicId();

  /// Asks whether records are stamped by the broker's clock, the only one that rooms know.
  ///
  /// @throws LogUnusable when they are not
  void checkClock() throws Away, LogUnusable;

  /// How many partitions the topic has.
  int partitions() throws Away;

  Range range(int partition) throws Away;

  /// Reads a partition from `offset` on.
  void read(int partition, long offset);

  /// Stops reading a partition, and keeps it.
  void hold(int partition);

  /// From now on polls give nothing of these partitions, and give the others again: what is read on
  /// stands where it was.
  void pauseOnly(Set<Integer> partitions);

  /// The next records of the partitions that are read and not paused, in order a partition; waits
  /// for the first at most so long. At most the limit of the settings.
  ///
  /// @throws LogUnusable naming the partitions to [#hold]; nothing was passed over
  List<LoggedRecord> poll(Duration atMost) throws Away, LogUnusable;

  /// Keeps the membership without reading anything, and takes about so long, or until it is woken.
  void idle(Duration about) throws Away;

  /// Tells the group how far each partition is stored. For monitoring only: no worker starts from
  /// it. Best effort.
  void settle(Map<Integer, Long> next);

  /// Reads part of a partition a second time, in order: `from` inclusive to `until` exclusive. What
  /// `each` throws ends it.
  void scan(int partition, long from, long until, Consumer<LoggedRecord> each) throws Away;

  /// How many records are not yet polled, over all partitions that are read.
  long lag();

  /// Ends a poll or an idling that waits, or else the next one.
  void wakeUp();

  /// Leaves the group, within a bounded time.
  @Override
  void close();
}
