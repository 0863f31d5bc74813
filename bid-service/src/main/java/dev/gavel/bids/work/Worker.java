package dev.gavel.bids.work;

import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LogUnusable;
import dev.gavel.bids.store.ProjectionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The deciding thread: polls, decides, hands over to the [Writer], asks for ticks, and follows the
/// group's rebalances.
final class Worker implements CommandLog.Homes {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  /// How late a tick may be asked for, and how long a poll waits.
  static final Duration POLL_WAIT = Duration.ofMillis(50);

  /// How long partitions that leave may take to be stored; others wait meanwhile.
  static final Duration LEAVE_LIMIT = Duration.ofSeconds(5);

  /// How long a stop waits for what is decided to be stored.
  static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private static final Duration REFUSED_WAIT = Duration.ofSeconds(1);
  private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

  private final CommandLog log;
  private final ProjectionStore view;
  private final TickLog ticks;
  private final Writer writer;
  private final Deciding deciding;
  private final Condition condition;
  private final WorkerMeters meters;
  private final BatchTraces traces;
  private final InstantSource clock = InstantSource.system();
  private final Set<Integer> gained = new TreeSet<>();
  private final Map<Integer, Long> unsettled = new TreeMap<>();
  private final Backoff backoff = new Backoff();
  private long settledNanos = System.nanoTime();
  private volatile Optional<String> topicId = Optional.empty();
  private volatile boolean waitsForWriter;
  private volatile boolean stopping;

  Worker(
      CommandLog log,
      Storing storing,
      TickLog ticks,
      Condition condition,
      WorkerMeters meters,
      BatchTraces traces,
      RunningWorker.Limits limits) {
    this.log = log;
    this.view = storing.view();
    this.ticks = ticks;
    this.condition = condition;
    this.meters = meters;
    this.traces = traces;
    this.deciding = new Deciding(log, view, condition, limits.roomsAsleep());
    this.writer =
        new Writer(storing, condition, meters, traces, limits.batchesInFlight(), this::batchStored);
  }

  /// Works until it is stopped, then leaves the group.
  void run() {
    writer.start();
    log.join(this);
    try {
      while (!stopping) {
        turnOrRest();
      }
    } finally {
      end();
    }
  }

  private void turnOrRest() {
    try {
      if (turnIsAnswered() || backoff.over()) {
        condition.back(Condition.Doing.DECIDING);
        backoff.reset();
      }
    } catch (Away away) {
      condition.away(Condition.Doing.DECIDING, away);
      rest(backoff.next());
    } catch (LogUnusable unusable) {
      String why = String.valueOf(unusable.getMessage());
      if (unusable.partitions().isEmpty()) {
        condition.refused(why);
        rest(REFUSED_WAIT);
      }
      deciding.seats().stream()
          .filter(seat -> unusable.partitions().contains(seat.partition()))
          .forEach(seat -> deciding.halt(seat, why));
    }
    meters.looks(log.lag(), deciding.seats());
  }

  private boolean turnIsAnswered() throws Away, LogUnusable {
    settle();
    boolean opens = !gained.isEmpty();
    condition.opening(opens); // before joined: ready means opened as well
    condition.joined(log.joined());
    openGained();
    condition.opening(false);
    waitsForWriter = true;
    if (writer.full()) {
      log.idle(POLL_WAIT);
      return opens;
    }
    waitsForWriter = false;
    if (deciding.idle()) {
      deciding.accept(log.poll(POLL_WAIT));
    } else {
      log.idle(Duration.ZERO); // a long scan keeps its membership
    }
    long began = System.nanoTime();
    Optional<Batch> batch = deciding.decide(clock.millis());
    if (batch.isPresent()) {
      long nanos = System.nanoTime() - began;
      meters.decided(batch.get(), nanos);
      writer.submit(traces.decided(batch.get(), nanos));
    }
    deciding.tick(ticks, clock.millis());
    return opens || batch.isPresent();
  }

  private void openGained() throws Away, LogUnusable {
    if (gained.isEmpty()) {
      return;
    }
    String id = log.topicId();
    log.checkClock();
    Optional<String> other = topicId.filter(before -> !before.equals(id));
    Optional<String> refused = other.map(before -> recreated(before, id));
    refused = refused.isPresent() ? refused : view.claim(id, log.partitions());
    if (refused.isPresent()) {
      throw new LogUnusable(Set.of(), refused.get());
    }
    topicId = Optional.of(id);
    condition.accepted();
    for (int partition : List.copyOf(gained)) {
      deciding.open(id, partition);
      gained.remove(partition);
    }
  }

  private static String recreated(String before, String now) {
    return ("the commands topic was made anew: the database was filled from topic id %s, and this is"
            + " %s. Bring the old topic back, or give the new one an empty database"
            + " (mongo.database)")
        .formatted(before, now);
  }

  /// Notes whether the topic is still the one that was opened; called from another thread.
  void watch() throws Away {
    String now = log.topicId();
    Optional<String> opened = topicId;
    if (opened.isPresent() && !opened.get().equals(now)) {
      condition.refused(recreated(opened.get(), now));
      stopping = true;
    }
  }

  private void settle() {
    unsettled.putAll(deciding.settle(writer.done()));
    if (!unsettled.isEmpty() && System.nanoTime() - settledNanos > SETTLE_EVERY.toNanos()) {
      settleNow();
    }
  }

  private void settleNow() {
    log.settle(unsettled);
    unsettled.clear();
    settledNanos = System.nanoTime();
  }

  /// Keeps the membership while there is nothing else to do.
  private void rest(Duration about) {
    try {
      log.idle(about);
    } catch (Away away) {
      try {
        Thread.sleep(about);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopping = true;
      }
    }
  }

  @Override
  public void gained(int partition) {
    gained.add(partition);
  }

  @Override
  public void leaving(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    List<Seat> seats = deciding.remove(partitions);
    boolean stored = writer.awaitStored(seats, LEAVE_LIMIT);
    settle();
    settleNow();
    left(partitions, seats, stored ? "all of it is stored" : "the next one decides again");
  }

  @Override
  public void lost(Collection<Integer> partitions) {
    gained.removeAll(partitions);
    left(partitions, deciding.remove(partitions), "the group had given them up");
  }

  private void left(Collection<Integer> partitions, List<Seat> seats, String how) {
    seats.forEach(seat -> seat.home().leave());
    unsettled.keySet().removeAll(partitions);
    condition.gone(Set.copyOf(partitions));
    LOG.info("partitions {} go to others: {}", partitions, how);
  }

  private void batchStored() {
    if (waitsForWriter) {
      log.wakeUp();
    }
  }

  /// Ends [#run] soon; called from another thread.
  void stop() {
    stopping = true;
    log.wakeUp();
  }

  private void end() {
    condition.stopping();
    writer.awaitStored(deciding.seats(), STOP_LIMIT);
    settle();
    settleNow();
    writer.close();
    log.close();
  }
}
