package dev.gavel.gateway.bids;

import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Sends commands to the log and matches the decisions to them, by place. A command is open until
/// it is decided; its author is answered after [#ANSWER_MS] at the latest, and told the rest later.
public final class LoggedCommands implements Commands, AutoCloseable {
  /// After this an author hears `pending`.
  public static final int ANSWER_MS = 2_000;

  /// Commands that may be open at once; the next is UNAVAILABLE.
  static final int MAX_OPEN = 10_000;

  /// After this nobody waits for a decision any more; whoever asks with the same id is answered.
  static final int FORGET_MS = 60_000;

  /// Decisions that arrived before the broker's word about their command, and those of others.
  static final int MAX_EARLY = 4_096;

  /// How often decisions whose message did not come are looked up, and how many at a time.
  private static final int LOOK_UP_EVERY_MS = 1_000;

  private static final int MAX_LOOK_UPS = 200;

  private static final class Open {
    final RoomCommand command;
    final long sinceNs = System.nanoTime();
    final CompletableFuture<Outcome> answer = new CompletableFuture<>();
    @Nullable Place place;

    /// Age at which a lost decision is looked up next; doubled each time.
    long lookUpMs = ANSWER_MS;

    Open(RoomCommand command) {
      this.command = command;
    }

    long ageMs() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }
  }

  private final CommandLog log;
  private final Decisions decisions;
  private final BiConsumer<RoomCommand, Decision> late;
  private final ScheduledExecutorService timer;
  private final Timer received;
  private final Timer decided;
  private final Thread lookingUp;

  private int open;
  private final Map<Place, Open> byPlace = new LinkedHashMap<>();
  private final Map<Place, Decision> early =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Decision> eldest) {
          return size() > MAX_EARLY;
        }
      };

  /// @param late told each command whose author has been answered without its decision
  public LoggedCommands(
      CommandLog log,
      Decisions decisions,
      BiConsumer<RoomCommand, Decision> late,
      ScheduledExecutorService timer,
      MeterRegistry meters) {
    this.log = log;
    this.decisions = decisions;
    this.late = late;
    this.timer = timer;
    this.received = meters.timer("gavel_bid_ack", "stage", "received");
    this.decided = meters.timer("gavel_bid_ack", "stage", "decided");
    meters.gauge("gavel_commands_open", this, LoggedCommands::open);
    this.lookingUp = Thread.ofVirtual().name("decisions").start(this::lookUpForEver);
  }

  @Override
  public CompletableFuture<Outcome> send(RoomCommand command) {
    if (!begin()) {
      return CompletableFuture.completedFuture(new Outcome.Unavailable());
    }
    Open one = new Open(command);
    var _ = log.append(command).thenAccept(appended -> placed(one, appended));
    var _ = timer.schedule(() -> overdue(one), ANSWER_MS, TimeUnit.MILLISECONDS);
    return one.answer;
  }

  private synchronized boolean begin() {
    return open < MAX_OPEN && ++open > 0;
  }

  private synchronized void end() {
    open--;
  }

  /// How many commands wait for their decision.
  public synchronized int open() {
    return open;
  }

  private void placed(Open one, CommandLog.Appended appended) {
    switch (appended) {
      case CommandLog.Appended.At(Place place) -> {
        received.record(Duration.ofNanos(System.nanoTime() - one.sinceNs));
        @Nullable Decision known = wait(one, place);
        if (known != null) {
          finish(one, known);
        } else if (one.ageMs() >= ANSWER_MS) {
          one.answer.complete(new Outcome.Pending(place));
        }
      }
      case CommandLog.Appended.NotSent() -> end(one, new Outcome.Unavailable());
      case CommandLog.Appended.Unknown() -> end(one, new Outcome.Unknown());
    }
  }

  private void end(Open one, Outcome outcome) {
    end();
    one.answer.complete(outcome);
  }

  /// The decision may have come through Redis before the broker's word came to us.
  private synchronized @Nullable Decision wait(Open one, Place place) {
    one.place = place;
    @Nullable Decision known = early.remove(place);
    if (known == null) {
      byPlace.put(place, one);
    }
    return known;
  }

  private void overdue(Open one) {
    Optional<Place> place = placeOf(one);
    // Without a place the producer's own limit is near; its word is waited for.
    place.ifPresent(at -> one.answer.complete(new Outcome.Pending(at)));
  }

  private synchronized Optional<Place> placeOf(Open one) {
    return Optional.ofNullable(one.place);
  }

  /// Takes a decision from wherever it came; one that nobody waits for is kept for a moment.
  public void decided(Decision decision) {
    Open one;
    synchronized (this) {
      one = byPlace.remove(decision.place());
      if (one == null) {
        early.put(decision.place(), decision);
        return;
      }
    }
    finish(one, decision);
  }

  private void finish(Open one, Decision decision) {
    end();
    decided.record(Duration.ofNanos(System.nanoTime() - one.sinceNs));
    if (!one.answer.complete(new Outcome.Decided(decision))) {
      late.accept(one.command, decision);
    }
  }

  private void lookUpForEver() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(LOOK_UP_EVERY_MS);
        overdue().forEach(this::lookUp);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized List<Open> overdue() {
    List<Open> overdue = new ArrayList<>();
    for (Open one : byPlace.values()) {
      if (one.ageMs() >= one.lookUpMs && overdue.size() < MAX_LOOK_UPS) {
        one.lookUpMs *= 2;
        overdue.add(one);
      }
    }
    return overdue;
  }

  private void lookUp(Open one) {
    Place place = placeOf(one).orElseThrow();
    Optional<Decision> found = decisions.at(one.command.room(), place);
    if (found.isPresent()) {
      decided(found.get());
    } else if (one.ageMs() > FORGET_MS) {
      synchronized (this) {
        if (byPlace.remove(place) != null) {
          open--;
        }
      }
    }
  }

  /// Waits until nothing is open, at most `limit`.
  public void awaitAnswers(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (open() > 0 && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    lookingUp.interrupt();
  }
}
