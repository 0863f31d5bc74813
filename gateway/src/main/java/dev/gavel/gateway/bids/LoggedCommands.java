package dev.gavel.gateway.bids;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends commands to the log and matches the decisions to them, by place. A command is open until
/// it is decided; its author is answered after [#ANSWER_MS] at the latest, and told the rest later.
/// Where decisions take too long, a share of the new bids is refused ([LoadShedder]).
public final class LoggedCommands implements Commands, AutoCloseable {
  /// After this an author hears `pending`.
  public static final int ANSWER_MS = 2_000;

  /// Bids that may be open at once; the next is UNAVAILABLE. The last wall: where decisions come at
  /// all, delay limits them long before. Fixed.
  static final int MAX_OPEN = 10_000;

  /// So many commands of staff may be open besides.
  static final int STAFF_RESERVE = 1_000;

  /// How often it is looked for authors to whom `pending` is due.
  private static final int SWEEP_MS = 50;

  private static final Logger LOG = LoggerFactory.getLogger(LoggedCommands.class);

  /// What comes in from outside.
  ///
  /// @param late told each command whose author has been answered without its decision, on an
  ///   answers' thread
  /// @param decisions asked for decisions whose message was lost; may take its time
  public record Surroundings(
      CommandLog log, Decisions decisions, BiConsumer<RoomCommand, Decision> late) {}

  /// Threads, time and chance.
  ///
  /// @param timer runs short things later
  /// @param answers closed by their maker
  /// @param nanos a monotonic clock
  /// @param random whose bids are refused; several threads draw at a time
  public record Workings(
      ScheduledExecutorService timer,
      AnswerLanes answers,
      LongSupplier nanos,
      RandomGenerator random) {}

  private final CommandLog log;
  private final BiConsumer<RoomCommand, Decision> late;
  private final Workings with;
  private final CommandMeters meters;
  private final int targetMs;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<Integer, OpenCommands> partitions = new ConcurrentHashMap<>();
  private final LostDecisions lost;
  private final Future<?> sweeping;

  /// @param targetMs delay of a partition's decisions at which no more bids are taken; 0: they
  ///   always are
  public LoggedCommands(Surroundings around, Workings with, CommandMeters meters, int targetMs) {
    this.log = around.log();
    this.late = around.late();
    this.with = with;
    this.meters = meters;
    this.targetMs = targetMs;
    gauges();
    this.lost =
        new LostDecisions(
            around.decisions(), partitions::values, with.nanos(), this::decided, this::forget);
    this.sweeping =
        with.timer().scheduleWithFixedDelay(this::sweep, SWEEP_MS, SWEEP_MS, TimeUnit.MILLISECONDS);
  }

  private void gauges() {
    meters.registry().gauge("gavel_commands_open", this, LoggedCommands::open);
    meters.registry().gauge("gavel_shed_share", this, LoggedCommands::shedShare);
    meters.registry().gauge("gavel_commands_oldest_seconds", this, LoggedCommands::oldestSeconds);
  }

  @Override
  public CompletableFuture<Outcome> send(RoomCommand command) {
    OptionalInt number = log.partition(command.room());
    int limit = OpenCommands.isBid(command) ? MAX_OPEN : MAX_OPEN + STAFF_RESERVE;
    if (number.isEmpty() || open.get() >= limit) {
      return atOnce(new Outcome.Unavailable());
    }
    return switch (partition(number.getAsInt()).enter(command, now())) {
      case OpenCommands.Entry.Shed(long retryAfterMs) ->
          atOnce(new Outcome.Overloaded(retryAfterMs));
      case OpenCommands.Entry.Joined(OpenCommand first) ->
          first.answer.thenApply(outcome -> counted(outcome));
      case OpenCommands.Entry.Sent(OpenCommand one) -> {
        open.incrementAndGet();
        var _ = log.append(command, number.getAsInt()).thenAccept(how -> guarded(one, how));
        yield one.answer;
      }
    };
  }

  private CompletableFuture<Outcome> atOnce(Outcome outcome) {
    return CompletableFuture.completedFuture(counted(outcome));
  }

  private Outcome counted(Outcome outcome) {
    meters.answered(outcome);
    return outcome;
  }

  private OpenCommands partition(int number) {
    return partitions.computeIfAbsent(
        number, n -> new OpenCommands(n, new LoadShedder(targetMs), with.random()));
  }

  private long now() {
    return with.nanos().getAsLong();
  }

  /// How many commands wait for their decision.
  public int open() {
    return open.get();
  }

  /// Of the partition that refuses most.
  double shedShare() {
    long nowNs = now();
    return partitions.values().stream().mapToDouble(one -> one.shedShare(nowNs)).max().orElse(0);
  }

  private double oldestSeconds() {
    long nowNs = now();
    return partitions.values().stream().mapToLong(one -> one.oldestNs(nowNs)).max().orElse(0) / 1e9;
  }

  /// The log's own thread must not end by a bug here, nor may the bug be lost in a future.
  private void guarded(OpenCommand one, CommandLog.Appended how) {
    try {
      appended(one, how);
    } catch (RuntimeException bug) {
      LOG.error("what became of a command was not seen to", bug);
    }
  }

  private void appended(OpenCommand one, CommandLog.Appended how) {
    switch (how) {
      case CommandLog.Appended.At(var place) -> {
        meters.received(now() - one.sinceNs);
        Optional<Decision> known = one.partition.placed(one, place.offset(), now());
        if (known.isPresent()) {
          finish(one, known.get());
        } else if (one.partition.isOverdue(one)) {
          answer(one, new Outcome.Pending(place));
        }
      }
      case CommandLog.Appended.NotSent() -> give(one, new Outcome.Unavailable());
      case CommandLog.Appended.Unknown() -> give(one, new Outcome.Unknown());
    }
  }

  private void give(OpenCommand one, Outcome outcome) {
    if (one.partition.drop(one, now())) {
      answer(one, outcome);
      open.decrementAndGet();
    }
  }

  private void answer(OpenCommand one, Outcome outcome) {
    with.answers()
        .run(
            one.partition.partition(),
            () -> {
              if (!one.answer.isDone()) {
                one.answer.complete(counted(outcome));
              }
            });
  }

  /// Takes a decision from wherever it came; one that nobody waits for is kept for a moment.
  /// Thread-safe, returns at once.
  public void decided(Decision decision) {
    int number = decision.place().partition();
    OpenCommands partition = partitions.get(number);
    if (partition != null) {
      partition.decided(decision, now()).ifPresent(one -> finish(one, decision));
    }
  }

  private void finish(OpenCommand one, Decision decision) {
    meters.decided(now() - one.sinceNs);
    with.answers().run(one.partition.partition(), () -> tell(one, decision));
    open.decrementAndGet();
  }

  private void tell(OpenCommand one, Decision decision) {
    if (one.answer.isDone()) {
      meters.toldLate();
      late.accept(one.command, decision);
    } else {
      one.answer.complete(counted(new Outcome.Decided(decision)));
    }
  }

  private void sweep() {
    try {
      long nowNs = now();
      for (OpenCommands partition : partitions.values()) {
        for (OpenCommand one : partition.newlyOverdue(nowNs)) {
          answer(one, new Outcome.Pending(partition.place(one)));
        }
      }
    } catch (RuntimeException bug) {
      LOG.error("authors were not told that their answer is to come", bug);
    }
  }

  private void forget(OpenCommand one) {
    if (one.partition.drop(one, now())) {
      open.decrementAndGet();
      meters.forgotten();
    }
  }

  /// Waits until nothing is open and all callers are told, at most `limit`.
  public void awaitAnswers(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while ((open() > 0 || !with.answers().isIdle()) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    lost.close();
    sweeping.cancel(false);
  }
}
