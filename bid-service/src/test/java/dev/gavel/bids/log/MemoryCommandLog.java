package dev.gavel.bids.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The memory twin of [KafkaCommandLog].
public final class MemoryCommandLog implements CommandLog {
  private final MemoryTopic topic;
  private final int pollRecords;
  private final Map<Integer, Long> reading = new TreeMap<>();
  private final Set<Integer> paused = new TreeSet<>();
  private final Set<Integer> mine = new TreeSet<>();
  private Optional<Homes> homes = Optional.empty();
  private boolean joined;
  private int scans;
  private volatile boolean expelled;
  private volatile boolean woken;

  public MemoryCommandLog(MemoryTopic topic, int pollRecords) {
    this.topic = topic;
    this.pollRecords = pollRecords;
  }

  @Override
  public void join(Homes told) {
    homes = Optional.of(told);
    topic.join(this);
  }

  @Override
  public boolean joined() {
    return joined;
  }

  @Override
  public String topicId() {
    return topic.id();
  }

  @Override
  public CompletionStage<String> askTopicId() {
    return CompletableFuture.completedFuture(topicId());
  }

  @Override
  public void checkClock() {}

  @Override
  public int partitions() {
    return topic.partitions();
  }

  @Override
  public Range range(int partition) {
    return new Range(0, topic.records(partition, 0).size());
  }

  @Override
  public void read(int partition, long offset) {
    if (!mine.contains(partition)) {
      throw new IllegalStateException("not ours: " + partition);
    }
    reading.put(partition, offset);
  }

  @Override
  public void hold(int partition) {
    reading.remove(partition);
  }

  @Override
  public void pauseOnly(Set<Integer> partitions) {
    paused.clear();
    paused.addAll(partitions);
  }

  @Override
  public List<LoggedRecord> poll(Duration atMost) {
    rebalance();
    List<LoggedRecord> polled = next();
    if (polled.isEmpty() && !woken) {
      pause(atMost);
      polled = next();
    }
    woken = false;
    return polled;
  }

  private List<LoggedRecord> next() {
    List<LoggedRecord> polled = new ArrayList<>();
    for (Map.Entry<Integer, Long> entry : reading.entrySet()) {
      if (paused.contains(entry.getKey())) {
        continue;
      }
      for (LoggedRecord record : topic.records(entry.getKey(), entry.getValue())) {
        if (polled.size() == pollRecords) {
          return polled;
        }
        polled.add(record);
        entry.setValue(record.offset() + 1);
      }
    }
    return polled;
  }

  @Override
  public void idle(Duration about) {
    rebalance();
    if (!woken) {
      pause(about);
    }
    woken = false;
  }

  private void pause(Duration time) {
    try {
      topic.await(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void expelled() {
    expelled = true;
  }

  private void rebalance() {
    if (homes.isEmpty()) {
      return;
    }
    if (expelled) {
      expelled = false;
      Set<Integer> lost = Set.copyOf(mine);
      forget(lost);
      homes.get().lost(lost);
      topic.join(this);
    }
    Set<Integer> surplus = topic.surplus(this);
    if (!surplus.isEmpty()) {
      homes.get().leaving(surplus);
      forget(surplus);
      topic.release(surplus);
    }
    joined = true;
    for (int partition : topic.take(this)) {
      mine.add(partition);
      homes.get().gained(partition);
    }
  }

  private void forget(Set<Integer> partitions) {
    mine.removeAll(partitions);
    reading.keySet().removeAll(partitions);
  }

  @Override
  public void settle(Map<Integer, Long> next) {
    topic.settle(next);
  }

  /// How often something was read again.
  public int scans() {
    return scans;
  }

  @Override
  public void scan(int partition, long from, long until, Consumer<LoggedRecord> each) {
    scans++;
    topic.records(partition, from).stream().filter(record -> record.offset() < until).forEach(each);
  }

  @Override
  public long lag() {
    return reading.entrySet().stream()
        .mapToLong(entry -> topic.records(entry.getKey(), entry.getValue()).size())
        .sum();
  }

  @Override
  public void wakeUp() {
    woken = true;
    topic.wake();
  }

  @Override
  public void close() {
    if (!mine.isEmpty()) {
      homes.ifPresent(told -> told.leaving(Set.copyOf(mine)));
    }
    topic.leave(this);
  }
}
