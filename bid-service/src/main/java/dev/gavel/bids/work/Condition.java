package dev.gavel.bids.work;

import dev.gavel.bids.log.Away;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the worker is, for health, metrics and the log: one line a change. Threads share it.
public final class Condition {
  private static final Logger LOG = LoggerFactory.getLogger(Condition.class);

  /// What may wait for a server.
  enum Doing {
    STARTING,
    DECIDING,
    /// Rooms and the log again, for one partition.
    READING,
    STORING,
    WATCHING
  }

  /// The source of what is done once a worker, not once a partition.
  static final int WORKER = -1;

  /// What each waits for, by source.
  private final Map<Doing, Map<Integer, String>> away = new ConcurrentHashMap<>();

  private final Map<Integer, String> halted = new ConcurrentSkipListMap<>();
  private volatile boolean joined;
  private volatile boolean opening;
  private volatile boolean stopping;
  private volatile Optional<String> refused = Optional.empty();
  private volatile Optional<String> broken = Optional.empty();

  void away(Doing doing, Away failed) {
    away(doing, WORKER, failed);
  }

  /// @param source a partition, or [#WORKER]
  void away(Doing doing, int source, Away failed) {
    String why = String.valueOf(failed.getMessage());
    boolean first;
    synchronized (away) {
      Map<Integer, String> sources =
          away.computeIfAbsent(doing, _ -> new ConcurrentSkipListMap<>());
      first = sources.isEmpty();
      sources.put(source, why);
    }
    if (first) {
      LOG.warn("{} waits: {}", doing, why);
    }
  }

  void back(Doing doing) {
    back(doing, WORKER);
  }

  /// What waited goes on; one line when none of its sources waits any more.
  void back(Doing doing, int source) {
    boolean last;
    synchronized (away) {
      Map<Integer, String> sources = away.getOrDefault(doing, Map.of());
      last = sources.containsKey(source) && sources.size() == 1;
      if (sources.containsKey(source)) {
        sources.remove(source);
      }
    }
    if (last) {
      LOG.info("{} goes on", doing);
    }
  }

  void joined(boolean now) {
    joined = now;
  }

  /// Whether partitions that the group gave are still to be opened: until then nobody knows whether
  /// MongoDB answers for them.
  void opening(boolean now) {
    opening = now;
  }

  void stopping() {
    stopping = true;
  }

  /// A partition is not decided further until somebody has looked.
  void halted(int partition, String why) {
    if (halted.put(partition, why) == null) {
      LOG.error("partition {} is halted, nothing more of it is decided: {}", partition, why);
    }
  }

  void gone(Set<Integer> partitions) {
    halted.keySet().removeAll(partitions);
  }

  /// Nothing may be decided at all.
  void refused(String why) {
    if (!refused.equals(Optional.of(why))) {
      refused = Optional.of(why);
      LOG.error("nothing is decided: {}", why);
    }
  }

  void accepted() {
    if (refused.isPresent()) {
      refused = Optional.empty();
      LOG.info("deciding again");
    }
  }

  /// The worker itself ended, by a bug.
  void broken(Throwable bug) {
    broken = Optional.of(bug.toString());
    LOG.error("the worker ended", bug);
  }

  public int haltedPartitions() {
    return halted.size();
  }

  /// What keeps the worker from taking part; empty when it is ready.
  public List<String> notReady() {
    List<String> reasons = new ArrayList<>();
    if (stopping) {
      reasons.add("stopping");
    }
    if (!joined) {
      reasons.add("the group has not answered");
    }
    if (opening) {
      reasons.add("partitions are being opened");
    }
    refused.ifPresent(reasons::add);
    broken.ifPresent(reasons::add);
    away.values().stream().flatMap(one -> one.values().stream()).distinct().forEach(reasons::add);
    halted.forEach((partition, why) -> reasons.add("partition " + partition + ": " + why));
    return reasons;
  }

  /// What only a restart can mend; empty while the worker lives.
  public List<String> dead() {
    return broken.stream().toList();
  }

  /// Whether the group has answered once.
  public boolean started() {
    return joined;
  }
}
