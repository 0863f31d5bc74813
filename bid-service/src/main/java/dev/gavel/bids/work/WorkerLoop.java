package dev.gavel.bids.work;

import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.LogUnusable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;

/// The deciding thread: polls, decides each partition that can commit what it decides, and asks for
/// ticks. What arrives for the others waits in their backlogs.
final class WorkerLoop {
  /// How late a tick may be asked for, and how long a poll waits.
  static final Duration POLL_WAIT = Duration.ofMillis(50);

  /// How long a stop waits for what is decided to be committed.
  static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private static final Duration REFUSED_WAIT = Duration.ofSeconds(1);

  private final CommandLog log;
  private final TickLog ticks;
  private final Condition condition;
  private final WorkerMeters meters;
  private final WorkerLimits limits;
  private final CheckpointWriter checkpoints;
  private final BatchCommitter.Shared committing;
  private final LookupThreads lookups;
  private final OwnedPartitions owned;
  private final PartitionAssignment assignment;
  private final InstantSource clock = InstantSource.system();
  private final Backoff backoff = new Backoff();
  private volatile boolean polling;
  private volatile boolean attention;
  private volatile boolean stopping;

  WorkerLoop(
      CommandLog log,
      StageExecutor stages,
      TickLog ticks,
      Condition condition,
      WorkerMeters meters,
      BatchTraces traces,
      WorkerLimits limits) {
    this.log = log;
    this.ticks = ticks;
    this.condition = condition;
    this.meters = meters;
    this.limits = limits;
    this.checkpoints = new CheckpointWriter(stages.store(), condition);
    this.committing =
        new BatchCommitter.Shared(
            stages,
            CommitOrder.STANDARD,
            checkpoints,
            condition,
            meters,
            traces,
            this::needsAttention);
    this.lookups = new LookupThreads(condition, this::needsAttention);
    this.owned = new OwnedPartitions(meters, traces, limits.backlogBytes());
    this.assignment =
        new PartitionAssignment(log, stages.store(), owned, checkpoints, condition, this::make);
  }

  private OwnedPartitions.Owned make(int number, SavedPlace place) {
    AssignedPartition partition =
        new AssignedPartition(number, new Home(place, limits.roomsAsleep()));
    return new OwnedPartitions.Owned(
        new PartitionProcessor(
            log, committing.stages().store(), condition, lookups, partition, limits),
        new BatchCommitter(partition, committing));
  }

  /// Works until it is stopped, then leaves the group.
  void run() {
    checkpoints.start();
    log.join(assignment);
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
      if (turnDidSomething() || backoff.over()) {
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
      owned.halt(unusable.partitions(), why);
    }
    meters.looks(log.lag(), owned, clock.millis());
  }

  private boolean turnDidSomething() throws Away, LogUnusable {
    assignment.settle();
    boolean opened = assignment.openGained();
    log.pauseOnly(owned.full());
    owned.accept(log.poll(untilNextTurn()));
    polling = false;
    boolean decided = owned.decide(clock.millis());
    owned.tick(ticks, clock.millis());
    return opened || decided;
  }

  private Duration untilNextTurn() {
    polling = true;
    boolean now = attention;
    attention = false;
    return now ? Duration.ZERO : POLL_WAIT;
  }

  /// A slot that was missing is free, a lookup has ended, or a partition is broken; called from
  /// other threads.
  private void needsAttention() {
    attention = true;
    if (polling) {
      log.wakeUp();
    }
  }

  /// Notes whether the topic is still the one that was opened; called from another thread.
  void watch() throws Away {
    assignment
        .madeAnew()
        .ifPresent(why -> {
          condition.refused(why);
          stopping = true;
        });
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

  /// Ends [#run] soon; called from another thread.
  void stop() {
    stopping = true;
    log.wakeUp();
  }

  private void end() {
    condition.stopping();
    Set<Integer> all = new TreeSet<>();
    owned.all().forEach(one -> all.add(one.partition().number()));
    assignment.awaitCommitted(all, STOP_LIMIT);
    owned.all().forEach(one -> one.committer().close());
    checkpoints.close();
    log.close();
  }
}
