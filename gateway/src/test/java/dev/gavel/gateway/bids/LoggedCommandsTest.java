package dev.gavel.gateway.bids;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.bids.CommandLog.Appended;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggedCommandsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final MemoryLog log = new MemoryLog(2);
  private final Map<Place, Decision> stored = new ConcurrentHashMap<>();
  private final List<Decision> late = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AnswerLanes lanes = new AnswerLanes(1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoggedCommands commands =
      new LoggedCommands(
          new LoggedCommands.Surroundings(
              log,
              (_, place) -> Optional.ofNullable(stored.get(place)),
              (_, decision) -> late.add(decision)),
          new LoggedCommands.Workings(timer, lanes, System::nanoTime, new Random(1)),
          new CommandMeters(meters),
          0);

  @AfterEach
  void close() {
    commands.close();
    lanes.close();
    timer.shutdownNow();
  }

  private void awaitTold() {
    Awaitility.await().atMost(LIMIT).until(lanes::isIdle);
  }

  private static RoomCommand command(String id) {
    return new RoomCommand(
        "room",
        id,
        new Author("kim", Role.BIDDER),
        RoomCommand.NO_DEADLINE,
        new Wish.Bid(new Amount.Exact(100)));
  }

  private static Decision decision(long offset, String id) {
    return new Decision(
        "room",
        new Place(0, offset),
        id,
        new Author("kim", Role.BIDDER),
        "bid",
        5,
        new Answer.Leading(1, 100, OptionalLong.empty()),
        false,
        2,
        List.of(),
        "0".repeat(64));
  }

  @Test
  void aDecisionAnswersTheCommandAtItsPlace() throws Exception {
    CompletableFuture<Outcome> first = commands.send(command("same"));
    CompletableFuture<Outcome> again = commands.send(command("same"));
    log.at(0, 7);
    log.at(1, 8);
    commands.decided(decision(8, "same"));
    assertThat(again.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Decided(decision(8, "same")));
    assertThat(first).isNotDone();
    commands.decided(decision(7, "same"));
    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Decided(decision(7, "same")));
    assertThat(commands.open()).isZero();
    assertThat(late).isEmpty();
  }

  @Test
  void aDecisionMayBeQuickerThanTheBrokersWord() throws Exception {
    CompletableFuture<Outcome> answer = commands.send(command("a"));
    commands.decided(decision(7, "a"));
    log.at(0, 7);
    assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.Decided.class);
  }

  @Test
  void whatIsNotDecidedInTimeIsPendingAndToldLater() throws Exception {
    long began = System.nanoTime();
    CompletableFuture<Outcome> answer = commands.send(command("a"));
    log.at(0, 7);
    assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Pending(new Place(0, 7)));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isGreaterThanOrEqualTo(Duration.ofMillis(LoggedCommands.ANSWER_MS - 5));
    assertThat(late).isEmpty();
    commands.decided(decision(7, "a"));
    commands.decided(decision(7, "a"));
    awaitTold();
    assertThat(late).containsExactly(decision(7, "a"));
    assertThat(commands.open()).isZero();
  }

  @Test
  void aDecisionWhoseMessageWasLostIsLookedUp() throws Exception {
    CompletableFuture<Outcome> answer = commands.send(command("a"));
    log.at(0, 9);
    stored.put(new Place(0, 9), decision(9, "a"));
    assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(Outcome.class);
    Awaitility.await().atMost(LIMIT).until(() -> commands.open() == 0);
    awaitTold();
    assertThat(answer.get() instanceof Outcome.Pending ? late.size() : 1).isEqualTo(1);
  }

  @Test
  void whatWasNotSentIsUnavailableAndWhatMayHaveBeenIsUnknown() throws Exception {
    CompletableFuture<Outcome> notSent = commands.send(command("a"));
    CompletableFuture<Outcome> maybe = commands.send(command("b"));
    log.end(0, new Appended.NotSent());
    log.end(1, new Appended.Unknown());
    assertThat(notSent.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Unavailable());
    assertThat(maybe.get(5, TimeUnit.SECONDS)).isEqualTo(new Outcome.Unknown());
    assertThat(commands.open()).isZero();
  }

  @Test
  void beyondTheLimitCommandsAreNotSent() throws Exception {
    List<CompletableFuture<Outcome>> answers = new ArrayList<>();
    for (int i = 0; i < LoggedCommands.MAX_OPEN; i++) {
      answers.add(commands.send(command("c" + i)));
    }
    assertThat(commands.send(command("more")).get(1, TimeUnit.SECONDS))
        .isEqualTo(new Outcome.Unavailable());
    assertThat(log.size()).isEqualTo(LoggedCommands.MAX_OPEN);
    log.end(0, new Appended.NotSent());
    assertThat(answers.getFirst().get(1, TimeUnit.SECONDS)).isEqualTo(new Outcome.Unavailable());
    assertThat(commands.send(command("room again"))).isNotDone();
    // Staff closes rooms however full it is.
    assertThat(commands.send(MemoryLog.hammer("h"))).isNotDone();
  }

  @Test
  void decisionsOfOthersAreForgotten() {
    CompletableFuture<Outcome> answer = commands.send(command("a"));
    for (int i = 0; i < 3 * OpenCommands.MAX_EARLY; i++) {
      commands.decided(decision(i, "other"));
    }
    log.at(0, 1);
    assertThat(answer).isNotDone();
  }
}
