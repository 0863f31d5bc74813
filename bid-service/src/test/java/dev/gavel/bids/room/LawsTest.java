package dev.gavel.bids.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.model.Answer;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// What holds for every log. Each law runs over `-Dlaws.logs` random logs (2000); a failure names
/// its seed.
class LawsTest {
  private static final int LOGS = Integer.getInteger("laws.logs", 2_000);
  private static final CommandCodec COMMANDS = new CommandCodec();

  private interface Law {
    void check(List<LogEntry> log);
  }

  private interface StepLaw {
    void check(Room.Opened before, Decision decision, LogEntry entry, Room.Opened after);
  }

  @Test
  void theSameLogGivesTheSameDecisionsStateAndReceipts() {
    overLogs(
        true,
        log -> {
          LiveRoom first = LiveRoom.unopened("room");
          LiveRoom second = LiveRoom.unopened("room");
          for (LogEntry entry : log) {
            Decision decision = first.decide(entry);
            assertThat(second.decide(reread(entry))).isEqualTo(decision);
            assertThat(decision.receipt()).hasSize(64);
          }
          assertThat(second.view()).isEqualTo(first.view());
        });
  }

  @Test
  void ticksChangeNoAnswer() {
    Random random = new Random(1);
    overLogs(
        false,
        log -> {
          List<LogEntry> ticked = new ArrayList<>();
          long timeMs = 0;
          for (LogEntry entry : log) {
            long untilMs = Math.max(timeMs, entry.appendedAtMs());
            if (!ticked.isEmpty() && random.nextBoolean()) {
              long atMs = random.nextLong(0, untilMs + 1);
              ticked.add(RandomLogs.tick(entry.place(), atMs));
            }
            timeMs = untilMs;
            ticked.add(entry);
          }
          assertSameOutcome(log, RandomLogs.renumbered(ticked));
        });
  }

  @Test
  void everyCommandTwiceChangesNothing() {
    overLogs(
        true,
        log -> {
          List<LogEntry> doubled = new ArrayList<>();
          log.forEach(entry -> doubled.addAll(List.of(entry, entry)));
          List<Decision> decisions = decisions(RandomLogs.renumbered(doubled));
          List<Decision> once = decisions(log);
          for (int i = 0; i < log.size(); i++) {
            assertThat(decisions.get(2 * i).answer()).isEqualTo(once.get(i).answer());
            Decision again = decisions.get(2 * i + 1);
            assertThat(again.answer()).isEqualTo(once.get(i).answer());
            assertThat(again.updates()).isEmpty();
            assertThat(again.sequence()).isEqualTo(once.get(i).sequence());
          }
        });
  }

  @Test
  void everythingAgainAtTheEndIsOnlyAnsweredAgain() {
    overLogs(
        false,
        log -> {
          List<LogEntry> twice = new ArrayList<>(log);
          twice.addAll(log);
          List<LogEntry> all = RandomLogs.renumbered(twice);
          RoomFold fold = folded(all.subList(0, log.size()));
          Standing standing = fold.room().standing();
          long sequence = fold.sequence();
          all.subList(log.size(), all.size()).forEach(entry -> fold.decide(entry, ""));
          assertThat(fold.room().standing()).isEqualTo(standing);
          assertThat(fold.sequence()).isEqualTo(sequence);
        });
  }

  @Test
  void sequencesCountByOneAndOnlyWhatViewersSeeIsCounted() {
    overLogs(
        true,
        log -> {
          long sequence = 0;
          Standing shown = new Room.Unopened().standing();
          for (Decision decision : decisions(log)) {
            for (RoomUpdate update : decision.updates()) {
              assertThat(update.sequence()).isEqualTo(++sequence);
              shown = update.standing();
            }
            assertThat(decision.sequence()).isEqualTo(sequence);
          }
          Standing last = folded(log).room().standing();
          assertThat(shown.price()).isEqualTo(last.price());
          assertThat(shown.leader()).isEqualTo(last.leader());
          assertThat(shown.endsAtMs()).isEqualTo(last.endsAtMs());
          assertThat(shown.outcome()).isEqualTo(last.outcome());
        });
  }

  @Test
  void thePriceFallsOnlyWhenBidsAreFoldedAgain() {
    overSteps((before, decision, entry, after) -> {
      Wish wish = entry.command().wish();
      boolean refolded = wish instanceof Wish.VoidBid || wish instanceof Wish.Reinstate;
      if (!refolded && before.lead().isPresent()) {
        assertThat(after.lead().orElseThrow().price())
            .isGreaterThanOrEqualTo(before.lead().get().price());
      }
    });
  }

  @Test
  void thePriceIsWithinTheLeadersMaximumAndAtTheReserve() {
    overSteps((_, _, _, after) ->
        after
            .lead()
            .ifPresent(lead -> {
              assertThat(lead.price()).isLessThanOrEqualTo(lead.maximum());
              after
                  .terms()
                  .reserve()
                  .ifPresent(reserve -> {
                    if (lead.maximum() >= reserve) {
                      assertThat(lead.price()).isGreaterThanOrEqualTo(reserve);
                    }
                  });
            }));
  }

  @Test
  void theEndMovesBackOnlyByReopening() {
    overSteps((before, _, entry, after) -> {
      if (!(entry.command().wish() instanceof Wish.Reopen)) {
        assertThat(after.hours().endsAtMs()).isGreaterThanOrEqualTo(before.hours().endsAtMs());
      }
    });
  }

  @Test
  void aBidExtendsWithinTheHardEndWhichMovesOnlyWithAPostponedEnd() {
    overSteps((before, decision, entry, after) -> {
      long hardMs = after.hours().hardEndAtMs();
      long movedMs = hardMs - before.hours().hardEndAtMs();
      boolean done = decision.answer() instanceof Answer.Done && !decision.duplicate();
      boolean postponed = done && entry.command().wish() instanceof Wish.Postpone;
      if (postponed && before.terms().hardEndAtMs() != 0) {
        assertThat(movedMs).isEqualTo(after.hours().endsAtMs() - lastEndMs(before, decision));
      } else {
        assertThat(movedMs).isZero();
      }
      if (decision.answer() instanceof Answer.Leading(_, _, var to) && to.isPresent()) {
        assertThat(hardMs == 0 || decision.duplicate() || to.getAsLong() <= hardMs).isTrue();
      }
    });
  }

  /// An outage may have moved the end before the command was judged.
  private static long lastEndMs(Room.Opened before, Decision decision) {
    return decision.updates().stream()
        .filter(update -> update.event() instanceof RoomEvent.OutageExtended)
        .mapToLong(update -> update.standing().endsAtMs().orElseThrow())
        .findFirst()
        .orElse(before.hours().endsAtMs());
  }

  @Test
  void nothingButReopeningMovesAClosedRoom() {
    overSteps((before, decision, entry, after) -> {
      if (before.hours().closed() && !(entry.command().wish() instanceof Wish.Reopen)) {
        assertThat(after.with(before.hours())).isEqualTo(before);
        assertThat(after.hours().outcome()).isEqualTo(before.hours().outcome());
        assertThat(decision.updates()).isEmpty();
      }
    });
  }

  @Test
  void aRefusalChangesNothing() {
    overSteps((before, decision, _, after) -> {
      if (decision.answer() instanceof Answer.Refused || decision.duplicate()) {
        assertThat(after.with(before.hours())).isEqualTo(before);
        assertThat(after.hours().pausedAtMs()).isEqualTo(before.hours().pausedAtMs());
        assertThat(decision.updates())
            .allMatch(update ->
                update.event() instanceof RoomEvent.Closed
                    || update.event() instanceof RoomEvent.OutageExtended);
      }
    });
  }

  @Test
  void whoMayNotBidNeverLeads() {
    overLogs(
        true,
        log -> {
          RoomFold fold = new RoomFold("room");
          Set<String> blocked = new HashSet<>();
          for (LogEntry entry : log) {
            Decision decision = fold.decide(entry, "");
            String by = entry.command().by().id();
            switch (decision.answer()) {
              case Answer.Leading _, Answer.OutbidAtOnce _, Answer.MaximumSet _ ->
                  assertThat(decision.duplicate() || !blocked.contains(by)).isTrue();
              case Answer.Done _ -> follow(entry.command().wish(), decision.duplicate(), blocked);
              case Answer.MaximumUnchanged _, Answer.Ticked _, Answer.Refused _ -> {}
            }
            assertThat(fold.room().standing().leader())
                .isNotEqualTo(Optional.of(RandomLogs.SELLER));
          }
        });
  }

  @Test
  void amongMaximaTheHighestLeadsAStepAboveTheSecond() {
    for (long seed = 0; seed < LOGS; seed++) {
      Random random = new Random(seed);
      List<Long> amounts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        amounts.add(100 + 5 * random.nextLong(20));
      }
      List<LogEntry> log = RandomLogs.maxima(amounts);
      List<Decision> decisions = decisions(log);
      List<Long> accepted = new ArrayList<>();
      for (int i = 0; i < amounts.size(); i++) {
        boolean refused = decisions.get(i + 1).answer() instanceof Answer.Refused;
        accepted.add(refused ? 0 : amounts.get(i));
      }
      long first = Collections.max(accepted);
      int leader = accepted.indexOf(first);
      accepted.set(leader, 90L);
      long second = Collections.max(accepted);
      long price = first == second ? first : Math.min(first, second + 10);
      assertThat(opened(folded(log)).lead())
          .as("seed %d: %s", seed, amounts)
          .hasValue(new Lead("b" + leader, first, price));
    }
  }

  @Test
  void maximaFarApartCostTheSame() {
    List<Long> amounts = new ArrayList<>();
    for (long amount = 110; amount < 1L << 53; amount *= 2) {
      amounts.add(amount);
    }
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 2_000; i++) {
            Lead lead = opened(folded(RandomLogs.maxima(amounts))).lead().orElseThrow();
            assertThat(lead.price()).isEqualTo(amounts.get(amounts.size() - 2) + 10);
          }
        });
  }

  /// Laws over logs where nothing happens would say nothing.
  @Test
  void theRandomLogsReachEverything() {
    Set<String> reached = new HashSet<>();
    overLogs(true, log -> decisions(log).forEach(decision -> words(decision, reached)));
    List<String> wanted = new ArrayList<>(List.of("Leading", "OutbidAtOnce", "MaximumUnchanged"));
    wanted.addAll(List.of("MaximumSet true", "MaximumSet false", "again", "extended"));
    for (Refusal refusal : Refusal.values()) {
      wanted.add(refusal.name());
    }
    wanted.removeAll(List.of("NO_SUCH_ROOM", "ALREADY_EXISTS", "TERMS_INVALID"));
    for (Class<?> event : RoomEvent.class.getPermittedSubclasses()) {
      wanted.add(event.getSimpleName());
    }
    for (Standing.Outcome outcome : Standing.Outcome.values()) {
      wanted.add(outcome.name());
    }
    assertThat(reached).containsAll(wanted);
  }

  private static void words(Decision decision, Set<String> reached) {
    reached.add(decision.duplicate() ? "again" : "first");
    reached.add(
        switch (decision.answer()) {
          case Answer.Refused(var code, _) -> code.name();
          case Answer.MaximumSet(_, _, boolean raised) -> "MaximumSet " + raised;
          case Answer answer -> answer.getClass().getSimpleName();
        });
    for (RoomUpdate update : decision.updates()) {
      reached.add(update.event().getClass().getSimpleName());
      update.standing().outcome().ifPresent(outcome -> reached.add(outcome.name()));
      if (update.event() instanceof RoomEvent.BidPlaced bid && bid.extendedToMs().isPresent()) {
        reached.add("extended");
      }
    }
  }

  private static void follow(Wish wish, boolean duplicate, Set<String> blocked) {
    if (!duplicate && wish instanceof Wish.Block(var bidder, _)) {
      blocked.add(bidder);
    }
    if (!duplicate && wish instanceof Wish.Unblock(var bidder)) {
      blocked.remove(bidder);
    }
  }

  private static void overLogs(boolean outages, Law law) {
    for (long seed = 0; seed < LOGS; seed++) {
      List<LogEntry> log = RandomLogs.log(seed, outages && seed % 2 == 0);
      try {
        law.check(log);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + log, e);
      }
    }
  }

  private static void overSteps(StepLaw law) {
    overLogs(
        true,
        log -> {
          RoomFold fold = new RoomFold("room");
          fold.decide(log.getFirst(), "");
          for (LogEntry entry : log.subList(1, log.size())) {
            Room.Opened before = opened(fold);
            Decision decision = fold.decide(entry, "");
            law.check(before, decision, entry, opened(fold));
          }
        });
  }

  private static void assertSameOutcome(List<LogEntry> plain, List<LogEntry> ticked) {
    List<Answer> answers = new ArrayList<>();
    for (Decision decision : decisions(ticked)) {
      if (!decision.id().equals("t")) {
        answers.add(decision.answer());
      }
    }
    List<Answer> expected = new ArrayList<>();
    for (Decision decision : decisions(plain)) {
      if (!decision.id().equals("t")) {
        expected.add(decision.answer());
      }
    }
    assertThat(answers).isEqualTo(expected);
    assertThat(folded(ticked).room().standing()).isEqualTo(folded(plain).room().standing());
  }

  private static LogEntry reread(LogEntry entry) {
    Codec.Read<RoomCommand> read = COMMANDS.read(entry.bytes());
    RoomCommand command = ((Codec.Read.Value<RoomCommand>) read).value();
    return new LogEntry(entry.place(), entry.appendedAtMs(), entry.bytes(), command);
  }

  private static RoomFold folded(List<LogEntry> log) {
    RoomFold fold = new RoomFold("room");
    log.forEach(entry -> fold.decide(entry, ""));
    return fold;
  }

  private static List<Decision> decisions(List<LogEntry> log) {
    RoomFold fold = new RoomFold("room");
    return log.stream().map(entry -> fold.decide(entry, "")).toList();
  }

  private static Room.Opened opened(RoomFold fold) {
    return (Room.Opened) fold.room();
  }
}
