package dev.gavel.gateway.bids;

import static dev.gavel.gateway.bids.MemoryLog.bid;
import static dev.gavel.gateway.bids.MemoryLog.decision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.bids.CommandLog.Appended;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Overload by delay, and the books: what a test's clock, log and seed say, and nothing else.
class OverloadTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MANY = 2 * LoadShedder.PROBES;

  private final MemoryLog log = new MemoryLog(4);
  private final AtomicLong nowNs = new AtomicLong(1_000_000_000);
  private final List<Decision> late = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AnswerLanes lanes = new AnswerLanes(1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoggedCommands commands =
      new LoggedCommands(
          new LoggedCommands.Surroundings(
              log, (_, _) -> Optional.empty(), (_, decision) -> late.add(decision)),
          new LoggedCommands.Workings(timer, lanes, nowNs::get, new Random(7)),
          new CommandMeters(meters),
          250);

  @AfterEach
  void close() {
    commands.close();
    lanes.close();
    timer.shutdownNow();
  }

  private void pass(long ms) {
    nowNs.addAndGet(ms * 1_000_000);
  }

  private List<CompletableFuture<Outcome>> send(String room, int count) {
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    int before = log.size();
    for (int i = 0; i < count; i++) {
      answers.add(commands.send(bid(room, room + "-" + (before + i))));
    }
    return answers;
  }

  /// Everything that was appended from `first` on stands in the log.
  private void place(int first) {
    for (int i = first; i < log.size(); i++) {
      log.at(i, i);
    }
  }

  private void decide(int i) {
    MemoryLog.Append one = log.appends().get(i);
    commands.decided(decision(one.command(), one.partition(), i));
  }

  private double counted(String code) {
    return meters.counter("gavel_bids_total", "code", code).count();
  }

  private double allCounted() {
    return meters.find("gavel_bids_total").counters().stream().mapToDouble(Counter::count).sum();
  }

  @Test
  void aPartitionThatIsSlowRefusesNewBidsAtOnceAndTheOthersGoOn() throws Exception {
    send("room-1", MANY);
    place(0);
    pass(300);
    CompletableFuture<Outcome> refused = commands.send(bid("room-1", "new"));
    assertThat(refused).isDone();
    assertThat(((Outcome.Overloaded) refused.get()).retryAfterMs()).isBetween(600L, 1_200L);
    assertThat(log.size()).as("nothing of it is in the log").isEqualTo(MANY);
    assertThat(commands.shedShare()).isEqualTo(1);
    assertThat(commands.send(bid("room-2", "other"))).isNotDone();
    assertThat(counted("OVERLOADED")).isEqualTo(1);
  }

  @Test
  void staffIsNeverRefusedForOverload() {
    send("room", MANY);
    pass(10_000);
    assertThat(commands.send(bid("room", "new"))).isDone();
    assertThat(commands.send(MemoryLog.hammer("close it"))).isNotDone();
    assertThat(log.appends().getLast().command().id()).isEqualTo("close it");
  }

  @Test
  void oneThatIsSentAgainWhileItIsOpenHasTheAnswerOfTheFirst() throws Exception {
    CompletableFuture<Outcome> first = commands.send(bid("room-1", "same"));
    send("room-1", MANY);
    place(0);
    pass(1_000);
    CompletableFuture<Outcome> again = commands.send(bid("room-1", "same"));
    assertThat(again).isNotDone();
    assertThat(log.size()).isEqualTo(MANY + 1);
    decide(0);
    Decision decision = decision(bid("room-1", "same"), 1, 0);
    Awaitility.await().atMost(LIMIT).until(again::isDone);
    assertThat(again.get()).isEqualTo(new Outcome.Decided(decision));
    assertThat(first.get()).isEqualTo(again.get());
    assertThat(counted("leading")).isEqualTo(2);
    // Decided: from here on it is a new sending, and nothing is known of an earlier one.
    assertThat(commands.send(bid("room-1", "same"))).isDone();
  }

  @Test
  void oneThatIsSentAgainAfterPendingIsPendingAgain() throws Exception {
    CompletableFuture<Outcome> first = commands.send(bid("room-1", "same"));
    send("room-1", MANY);
    place(0);
    pass(LoggedCommands.ANSWER_MS);
    Awaitility.await().atMost(LIMIT).until(first::isDone);
    Outcome pending = new Outcome.Pending(new Place(1, 0));
    assertThat(first.get()).isEqualTo(pending);
    assertThat(commands.send(bid("room-1", "same")).get()).isEqualTo(pending);
  }

  @Test
  void decisionsThatComeAgainEndIt() {
    send("room-1", MANY);
    place(0);
    pass(5_000);
    assertThat(commands.send(bid("room-1", "refused"))).isDone();
    for (int i = 0; i < MANY; i++) {
      decide(i);
    }
    assertThat(commands.shedShare()).isZero();
    assertThat(commands.send(bid("room-1", "taken"))).isNotDone();
  }

  @Test
  void aDecisionWhoseMessageWasLostIsNoDelay() {
    send("room-1", 3 * MANY);
    place(0);
    pass(100);
    // All are decided; of every third one nothing is heard.
    for (int i = 0; i < 3 * MANY; i++) {
      if (i % 3 != 0) {
        decide(i);
      }
    }
    assertThat(commands.open()).isEqualTo(MANY);
    pass(1_500);
    send("room-1", 1);
    assertThat(log.size()).isEqualTo(3 * MANY + 1);
    assertThat(commands.shedShare()).isZero();
  }

  /// Eight bids a millisecond for one room, of which a worker decides three; one for another.
  @Test
  void aCrowdInOneRoomIsDecidedInTimeAndTheOtherRoomNoticesNothing() {
    long[] sentMs = new long[200_000];
    int decided = 0;
    long slowestMs = 0;
    Deque<Integer> crowd = new ArrayDeque<>();
    for (int ms = 0; ms < 4_000; ms++) {
      int before = log.size();
      send("room-1", 8);
      for (int i = before; i < log.size(); i++) {
        sentMs[i] = ms;
        log.at(i, i);
        crowd.add(i);
      }
      send("room-2", 1);
      int quiet = log.size() - 1;
      assertThat(log.appends().get(quiet).command().room()).isEqualTo("room-2");
      log.at(quiet, quiet);
      decide(quiet);
      for (int n = 0; n < 3 && !crowd.isEmpty(); n++) {
        int next = crowd.removeFirst();
        decide(next);
        decided++;
        slowestMs = ms < 1_500 ? 0 : Math.max(slowestMs, ms - sentMs[next]);
      }
      pass(1);
    }
    assertThat(decided).isGreaterThan(11_900);
    assertThat(slowestMs).isBetween(150L, 300L);
    assertThat(counted("OVERLOADED") / 32_000).isBetween(0.5, 0.65);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyCommandEndsInExactlyOneCounterWhateverHappens(long seed) {
    Random random = new Random(seed);
    int came = 0;
    int ended = 0;
    for (int step = 0; step < 300; step++) {
      int count = 1 + random.nextInt(20);
      send("room-" + random.nextInt(2), count);
      came += count;
      // For half of the time nothing is heard from anywhere.
      while (step % 60 < 30 && ended < log.size() && random.nextInt(30) > 0) {
        end(ended++, random);
      }
      pass(random.nextInt(60));
    }
    while (ended < log.size()) {
      end(ended++, random);
    }
    pass(LoggedCommands.ANSWER_MS);
    int all = came;
    Awaitility.await().atMost(LIMIT).until(() -> allCounted() == all);
    assertThat(counted("OVERLOADED")).isPositive();
    pass(LostDecisions.FORGET_MS);
    Awaitility.await().atMost(LIMIT).until(() -> commands.open() == 0 && lanes.isIdle());
    assertThat(allCounted()).isEqualTo(all);
    assertThat(pendings("told") + pendings("forgotten")).isEqualTo(counted("pending"));
    assertThat(pendings("told")).isEqualTo(late.size());
  }

  private double pendings(String end) {
    return meters.counter("gavel_bids_pending_total", "end", end).count();
  }

  /// One of the ways that an append can end, the usual one most often.
  private void end(int n, Random random) {
    switch (random.nextInt(10)) {
      case 0 -> log.end(n, new Appended.NotSent());
      case 1 -> log.end(n, new Appended.Unknown());
      case 2 -> log.at(n, n);
      case 3 -> {
        decide(n);
        log.at(n, n);
      }
      default -> {
        log.at(n, n);
        decide(n);
        decide(n);
      }
    }
  }
}
