package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.Answer;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Commands for closed rooms that a worker has forgotten: what the view says of them must be what
/// folding them again gives, byte for byte.
class LateCommandsTest {
  private static final RoomCommand LED = Commands.bid("r", "a", "led", 150_000);
  private static final RoomCommand LOW = Commands.bid("r", "b", "low", 50_000);
  private static final RoomCommand EARLY = Commands.bid("r", "a", "early", 100_000);

  private final CommandCodec codec = new CommandCodec();
  private final MemoryTopic topic = new MemoryTopic("topic", 1);
  private final MemoryProjectionStore view = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final SimulatedWorker worker = worker(view, results, 0);
  private long nowMs = 1_000;

  private SimulatedWorker worker(
      MemoryProjectionStore shown, MemoryResultLog told, int roomsAsleep) {
    StageExecutor stages =
        new StageExecutor(
            shown,
            told,
            new NoCascades(),
            new MemoryAnnouncer(),
            new TopicIdentity(() -> CompletableFuture.completedFuture(topic.id())));
    workers.forEach(one -> topic.expel(one.log));
    workers.add(new SimulatedWorker(topic, stages, roomsAsleep));
    return workers.getLast();
  }

  @BeforeEach
  void aSaleIsOverAndForgotten() {
    append(EARLY); // before there is a room
    append(Commands.staff("r", "open", new Wish.Open(Commands.terms(1_000, 3_000))));
    append(LED);
    append(LOW);
    append(Commands.staff("r", "approve", new Wish.Approve("a")));
    nowMs = 3_000;
    append(Commands.staff("r", "t", new Wish.Tick()));
    work(worker);
    assertThat(worker.rooms()).isZero();
  }

  @Test
  void whatWasAnsweredBeforeIsAnsweredAgainWithoutReadingTheLog() {
    append(LED);
    append(LOW);
    append(Commands.bid("r", "a", "led", 160_000)); // another body under its id
    nowMs -= 500; // the broker's clock steps back
    append(LED);
    work(worker);
    append(LOW);
    work(worker);

    assertThat(worker.log.scans()).isZero();
    assertThat(results.results().get(6).answer()).isInstanceOf(Answer.Leading.class);
    assertThat(results.results().get(6).duplicate()).isTrue();
    assertThat(results.results().get(8).answer())
        .isEqualTo(Answer.Refused.of(Refusal.COMMAND_ID_REUSED));
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void whatIsNewFoldsTheRoomAgain() {
    append(LED);
    append(Commands.bid("r", "a", "new", 900_000));
    append(LED);
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    append(Commands.bid("r", "a", "new", 900_000));
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void aFoldAfterAnAnswerFromTheViewSeesThatAnswer() {
    append(LED);
    // Decided, and not told yet.
    worker.decideAll(nowMs);
    append(Commands.staff("r", "reopen", new Wish.Reopen(9_000, "again")));
    append(Commands.bid("r", "b", "later", 900_000));
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    assertThat(results.results().getLast().answer()).isInstanceOf(Answer.Leading.class);
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void whatARoomDoesNotRememberIsNoFirstAnswer() {
    append(EARLY); // refused before the opening, so it is new
    append(Commands.staff("r", "t", new Wish.Tick()));
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void aWorkerThatBeginsWhereAnotherCrashedDoesNotTakeWhatIsStoredForThePast() {
    append(LED);
    worker.decideAll(nowMs);
    worker.carryOut(CommitStage.CHECK_TOPIC);
    worker.carryOut(CommitStage.STORE_PAGES);
    worker.carryOut(CommitStage.STORE_HEADS);
    append(LED);
    SimulatedWorker next = worker(view, results, 0);
    work(next);
    assertThat(next.condition.haltedPartitions()).isZero();
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void aDecisionThatACrashLeftWithoutItsRoomIsNotItsOwnFirstAnswer() {
    append(Commands.bid("r", "a", "new", 900_000));
    worker.decideAll(nowMs);
    worker.carryOut(CommitStage.STORE_PAGES);
    SimulatedWorker next = worker(view, results, 0);
    work(next);
    assertThat(results.results().getLast().duplicate()).isFalse();
    everythingIsAsTheFoldGivesIt();
  }

  @Test
  void aRoomThatDoesNotFitItsLastDecisionIsFoldedAgain() {
    Document head = Objects.requireNonNull(view.rooms().get("r"));
    byte[] tail = head.get("decisionTail", Binary.class).getData();
    view.forge(Names.ROOMS, "r", "decisionTail", new Binary(Arrays.copyOf(tail, tail.length / 2)));
    append(LED);
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    assertThat(results.results()).hasSize(7);
    assertThat(worker.condition.haltedPartitions()).isZero();
  }

  @Test
  void aRoomWhoseReceiptIsAnotherHaltsItsPartition() {
    view.forge(Names.ROOMS, "r", "receipt", "ab".repeat(32));
    append(LED);
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    assertThat(worker.condition.notReady()).anyMatch(why -> why.contains("receipt"));
    assertThat(results.results()).hasSize(6);
  }

  @Test
  void aShareThatCannotBeReadIsNoFirstAnswer() {
    view.forge(Names.SHARES, "r/1/0", "entries", new Binary(new byte[] {7}));
    append(LED);
    work(worker);
    assertThat(worker.log.scans()).isEqualTo(1);
    assertThat(results.results()).hasSize(7);
  }

  private void append(RoomCommand command) {
    nowMs += 10;
    topic.append(0, nowMs, command.room(), codec.write(command), Optional.empty());
  }

  private void work(SimulatedWorker one) {
    do {
      one.turn(nowMs);
      one.advance();
    } while (one.busy());
    one.settleDown();
  }

  /// Against a fold that knows nothing of workers, and against a worker that forgets nothing.
  private void everythingIsAsTheFoldGivesIt() {
    DecisionCodec decisions = new DecisionCodec();
    Map<String, LiveRoom> rooms = new HashMap<>();
    List<byte[]> expected = new ArrayList<>();
    for (LoggedRecord record : topic.records(0, 0)) {
      Line.Command line = (Line.Command) Line.of(record, codec);
      LiveRoom room = rooms.computeIfAbsent(line.room(), LiveRoom::unopened);
      expected.add(decisions.write(room.decide(line.entry())));
    }
    List<byte[]> found =
        results.results().stream().distinct().map((Decision one) -> decisions.write(one)).toList();
    assertThat(found).usingElementComparator(Arrays::compare).isEqualTo(expected);

    MemoryProjectionStore all = new MemoryProjectionStore();
    SimulatedWorker other = worker(all, new MemoryResultLog(), 1_000);
    work(other);
    assertThat(other.log.scans()).isZero();
    for (String collection :
        List.of(Names.ROOMS, Names.PAGES, Names.SHARES, Names.PADDLES, Names.BIDDERS, Names.LOTS)) {
      assertThat(view.stored(collection)).as(collection).isEqualTo(all.stored(collection));
    }
  }
}
