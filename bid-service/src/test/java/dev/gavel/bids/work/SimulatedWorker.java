package dev.gavel.bids.work;

import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.MemoryCommandLog;
import dev.gavel.bids.log.MemoryTopic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A worker without threads: each call is one thing that a real one's threads do, so that a
/// simulation may stop it between any two.
final class SimulatedWorker implements CommandLog.Homes {
  private static final int BATCHES_IN_FLIGHT = 4;
  private static final int POLL_RECORDS = 7;
  private static final int ROOMS_ASLEEP = 1;

  final MemoryCommandLog log;
  final Condition condition = new Condition();
  private final Storing storing;
  private final Deciding deciding;
  private final Set<Integer> gained = new TreeSet<>();
  private final Deque<Batch> batches = new ArrayDeque<>();
  private final Deque<Step> steps = new ArrayDeque<>();

  SimulatedWorker(MemoryTopic topic, Storing storing) {
    this(topic, storing, ROOMS_ASLEEP);
  }

  SimulatedWorker(MemoryTopic topic, Storing storing, int roomsAsleep) {
    this.log = new MemoryCommandLog(topic, POLL_RECORDS);
    this.storing = storing;
    this.deciding = new Deciding(log, storing.view(), condition, roomsAsleep);
    log.join(this);
  }

  /// Polls and decides, as the deciding thread.
  void turn(long nowMs) {
    try {
      for (int partition : List.copyOf(gained)) {
        deciding.open(log.topicId(), partition);
        gained.remove(partition);
      }
      if (batches.size() >= BATCHES_IN_FLIGHT) {
        log.idle(Duration.ZERO);
        return;
      }
      if (deciding.idle()) {
        deciding.accept(log.poll(Duration.ZERO));
      } else {
        log.idle(Duration.ZERO);
      }
      deciding.decide(nowMs).ifPresent(batches::add);
    } catch (Away away) {
      log.idle(Duration.ZERO);
    }
  }

  /// Carries out the next step of the oldest batch, as the storing thread.
  void advance() {
    if (batches.isEmpty()) {
      return;
    }
    if (steps.isEmpty()) {
      steps.addAll(List.of(Step.values()));
    }
    Batch live = batches.getFirst().live();
    try {
      if (!live.empty()) {
        storing.carryOut(steps.getFirst(), live);
      }
      steps.removeFirst();
    } catch (Away away) {
      return; // and again
    }
    if (steps.isEmpty()) {
      deciding.settle(List.of(batches.removeFirst()));
    }
  }

  boolean busy() {
    return !batches.isEmpty() || !deciding.idle() || !gained.isEmpty() || log.lag() > 0;
  }

  boolean storesMore() {
    return !batches.isEmpty();
  }

  int rooms() {
    return deciding.seats().stream().mapToInt(seat -> seat.home().roomsAsleep()).sum();
  }

  @Override
  public void gained(int partition) {
    gained.add(partition);
  }

  @Override
  public void leaving(Collection<Integer> partitions) {
    lost(partitions);
  }

  @Override
  public void lost(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    deciding.remove(partitions).forEach(seat -> seat.home().leave());
  }
}
