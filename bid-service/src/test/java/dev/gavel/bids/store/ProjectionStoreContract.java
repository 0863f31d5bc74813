package dev.gavel.bids.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.CommandBody;
import dev.gavel.bids.work.Commands;
import dev.gavel.model.Answer;
import dev.gavel.model.Names;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every projection store does.
abstract class ProjectionStoreContract {
  private static final String TOPIC = PartitionLog.TOPIC;
  private static final int PARTITION = 3;

  private PartitionLog log = new PartitionLog(PARTITION);

  @BeforeEach
  void beginLog() {
    log = new PartitionLog(PARTITION);
  }

  /// An empty one, the same at every call.
  abstract ProjectionStore store() throws Exception;

  /// All documents of a collection by `_id`.
  abstract Map<String, Document> stored(String collection) throws Exception;

  /// Puts a document in the place of any other, past all guards.
  abstract void plant(String collection, Document document) throws Exception;

  private Document document(String collection, String id) throws Exception {
    return Objects.requireNonNull(stored(collection).get(id), id);
  }

  private void append(RoomCommand... commands) {
    List.of(commands).forEach(log::append);
  }

  private List<Slice> decided(RoomCommand... commands) throws Exception {
    append(commands);
    return worker().decide(1_000);
  }

  private PartitionLog.Worker worker() throws Exception {
    return log.worker(store());
  }

  @Test
  void anEmptyOneKnowsNothing() throws Exception {
    try (ProjectionStore store = store()) {
      assertThat(store.place(TOPIC, PARTITION)).isEmpty();
      assertThat(store.rooms(List.of())).isEmpty();
      assertThat(store.rooms(List.of("nobody"))).isEmpty();
      assertThat(store.recall(Map.of("nobody", Set.of(new Recall.Key("a", "1"))))).isEmpty();
    }
  }

  @Test
  void aCheckpointOnlyMovesOn() throws Exception {
    try (ProjectionStore store = store()) {
      store.storeCheckpoints(List.of(new SavedPlace(TOPIC, PARTITION, 10, 4)));
      store.storeCheckpoints(List.of(new SavedPlace(TOPIC, PARTITION, 7, 7)));
      store.storeCheckpoints(
          List.of(new SavedPlace(TOPIC, 1, 1, 0), new SavedPlace(TOPIC, 1, 2, 0)));
      assertThat(store.place(TOPIC, PARTITION)).contains(new SavedPlace(TOPIC, PARTITION, 10, 4));
      assertThat(store.place(TOPIC, 1)).contains(new SavedPlace(TOPIC, 1, 2, 0));
      assertThat(store.place("topic-2", PARTITION)).isEmpty();
    }
  }

  @Test
  void itBelongsToTheLogThatClaimedItFirst() throws Exception {
    try (ProjectionStore store = store()) {
      assertThat(store.claim(TOPIC, 6)).isEmpty();
      assertThat(store.claim(TOPIC, 6)).isEmpty();
      assertThat(store.claim("topic-2", 6))
          .hasValueSatisfying(why -> assertThat(why).contains(TOPIC).contains("topic-2"));
      assertThat(store.claim(TOPIC, 12))
          .hasValueSatisfying(why -> assertThat(why).contains("12 partitions").contains("6"));
      assertThat(document(Names.CHECKPOINTS, Names.LAYOUT))
          .isEqualTo(
              new Document("_id", "layout")
                  .append("layout", Names.LAYOUT_VERSION)
                  .append("topicId", TOPIC)
                  .append("partitions", 6));
    }
  }

  @Test
  void anotherLayoutIsRefusedInASentence() throws Exception {
    try (ProjectionStore store = store()) {
      plant(Names.BIDS, new Document("_id", "r:1"));
      assertThat(store.claim(TOPIC, 6))
          .hasValueSatisfying(why -> assertThat(why).contains("--fresh").contains("rebuild"));
      assertThat(stored(Names.CHECKPOINTS)).isEmpty();
      Document newer = StoredLayout.of(TOPIC, 6).document();
      plant(Names.CHECKPOINTS, newer.append("layout", Names.LAYOUT_VERSION + 1));
      assertThat(store.claim(TOPIC, 6))
          .hasValueSatisfying(why -> assertThat(why).contains("newer version"));
    }
  }

  @Test
  void anOlderHeadDoesNotUndoANewerOne() throws Exception {
    try (ProjectionStore store = store()) {
      List<Slice> opened = decided(Commands.open("r", 0, 10_000));
      List<Slice> both = decided(Commands.bid("r", "a", "1", 100_000));
      store.storeHeads(both);
      store.storeHeads(opened);
      String receipt = both.getFirst().decided().getLast().decision().receipt();
      assertThat(store.rooms(List.of("r", "other")))
          .containsOnly(Map.entry("r", new SavedRoom("r", TOPIC, PARTITION, 0, 1, receipt, false)));
    }
  }

  @Test
  void aRoomThatWasNeverOpenedIsStoredAsFarAsItIsDecided() throws Exception {
    try (ProjectionStore store = store()) {
      append(Commands.bid("never", "a", "1", 100_000));
      PartitionLog.Worker worker = worker().all(10);
      append(Commands.bid("never", "a", "2", 100_000));
      worker.all(10);
      SavedRoom saved = Objects.requireNonNull(store.rooms(List.of("never")).get("never"));
      assertThat(saved.partition()).isEqualTo(PARTITION);
      assertThat(saved.firstOffset()).isZero();
      assertThat(saved.offset()).isEqualTo(1);
      assertThat(saved.asleep()).isTrue();
      assertThat(document(Names.ROOMS, "never"))
          .containsEntry("phase", "UNOPENED")
          .containsEntry("decisions", 2L)
          .containsEntry("shares", 0)
          .doesNotContainKey("terms");
      append(Commands.open("never", 0, 10_000));
      worker.all(10);
      assertThat(store.rooms(List.of("never")).get("never"))
          .extracting(SavedRoom::asleep)
          .isEqualTo(false);
    }
  }

  @Test
  void whatIsStoredDoesNotDependOnWhereBatchesEnd() throws Exception {
    MemoryProjectionStore other = new MemoryProjectionStore();
    try (ProjectionStore _ = store()) {
      append(Commands.open("large", 0, 100_000));
      for (int i = 0; i < 1_250; i++) {
        append(Commands.bid("large", "b" + i % 70, "c" + i, 100_000 + 50_000L * i));
        if (i % 100 == 0) {
          append(Commands.staff("large", "a" + i, new Wish.Approve("b" + i % 70)));
        }
      }
      worker().all(173);
      log.worker(other).all(1_000);
      for (String collection : Convergence.COLLECTIONS) {
        assertThat(stored(collection)).as(collection).isEqualTo(other.stored(collection));
      }
      Document head = document(Names.ROOMS, "large");
      assertThat(head).containsEntry("decisions", (long) log.size()).containsEntry("shares", 16);
      Map<String, Document> pages = stored(Names.PAGES);
      assertThat(StoredDecisions.of(head, id -> Optional.ofNullable(pages.get(id))))
          .hasSize(log.size());
      assertThat(pages.get("large/d/3")).containsEntry("first", 300L);
    }
  }

  @Test
  void aBatchMayBeStoredAgainAndByAWorkerThatIsBehind() throws Exception {
    try (ProjectionStore store = store()) {
      append(Commands.open("r", 0, 10_000));
      for (int i = 0; i < 120; i++) {
        append(Commands.bid("r", "b" + i % 40, "c" + i, 100_000 + 50_000L * i));
      }
      PartitionLog.Worker slow = worker();
      List<Slice> early = slow.decide(60);
      List<Slice> late = slow.decide(100);
      List<Slice> whole = worker().decide(1_000);
      store.storePages(whole);
      store.storeHeads(whole);
      Map<String, Document> shares = stored(Names.SHARES);
      Map<String, Document> rooms = stored(Names.ROOMS);
      for (List<Slice> again : List.of(early, late, whole, early)) {
        store.storePages(again);
        store.storeHeads(again);
        assertThat(stored(Names.SHARES)).isEqualTo(shares);
        assertThat(stored(Names.ROOMS)).isEqualTo(rooms);
      }
    }
  }

  @Test
  void whatWasLostIsWrittenAlsoWhereItIsTakenForStored() throws Exception {
    try (ProjectionStore store = store()) {
      append(Commands.open("r", 0, 10_000));
      PartitionLog.Worker worker = worker();
      worker.decide(1); // is never stored
      append(Commands.bid("r", "a", "1", 100_000));
      List<Slice> second = worker.decide(1);
      store.storePages(second);
      store.storeHeads(second);
      assertThat(stored(Names.ROOMS)).containsOnlyKeys("r");
      assertThat(stored(Names.SHARES)).containsOnlyKeys("r/1/0");
    }
  }

  @Test
  void listsOfRoomsHoldTheNewestFirst() throws Exception {
    try (ProjectionStore store = store()) {
      for (int i = 0; i < 60; i++) {
        append(Commands.open("r" + i, 0, 10_000));
        append(Commands.bid("r" + i, "a", "1", 100_000), Commands.bid("r" + i, "b", "2", 1));
      }
      PartitionLog.Worker slow = worker();
      List<Slice> early = slow.decide(30);
      worker().all(50);
      store.storePages(early);
      assertThat(stored(Names.BIDDERS)).containsOnlyKeys("a/3"); // b was refused
      assertThat(document(Names.BIDDERS, "a/3").getList("rooms", String.class))
          .hasSize(60)
          .startsWith("r59", "r58")
          .endsWith("r0");
      assertThat(document(Names.BIDDERS, "a/3")).containsEntry("offset", 178L);
      assertThat(document(Names.LOTS, "item/3").getList("rooms", String.class))
          .hasSize(ProjectionDocuments.MAX_ROOMS_OF_AN_ITEM)
          .startsWith("r59")
          .endsWith("r10");
    }
  }

  @Test
  void aClosedRoomIsRecalledWithWhatWasAnsweredFirst() throws Exception {
    try (ProjectionStore store = store()) {
      append(Commands.bid("shut", "a", "early", 100_000), Commands.open("shut", 0, 1_010));
      append(Commands.bid("shut", "a", "led", 150_000), Commands.bid("shut", "b", "led", 100_000));
      append(Commands.bid("shut", "b", "led", 100_000));
      PartitionLog.Worker worker = worker().all(10);
      assertThat(store.recall(wanted("a", "led"))).isEmpty(); // open
      log.passMs(1_000);
      append(
          Commands.staff("shut", "t", new Wish.Tick()), Commands.bid("shut", "a", "led", 160_000));
      List<Slice> last = worker.decide(10);
      worker.store(last);

      assertThat(store.recall(Map.of())).isEmpty();
      Recall recalled = recalled(store, "a", "led");
      assertThat(document(Names.ROOMS, "shut"))
          .isEqualTo(new ProjectionDocuments().head(recalled.head()));
      assertThat(recalled.pageFirst()).isZero();
      assertThat(recalled.firsts())
          .containsOnly(
              Map.entry(
                  new Recall.Key("a", "led"),
                  new ClosedRoom.First(
                      new Answer.Leading(1, 150_000, OptionalLong.empty()),
                      CommandBody.hash(Commands.bid("shut", "a", "led", 150_000)))));
      assertThat(recalled(store, "b", "led").firsts()).hasSize(1);
      for (String never : List.of("early", "t", "none")) {
        assertThat(recalled(store, "a", never).firsts()).as(never).isEmpty();
      }
    }
  }

  private static Map<String, Set<Recall.Key>> wanted(String by, String id) {
    return Map.of("shut", Set.of(new Recall.Key(by, id)));
  }

  private static Recall recalled(ProjectionStore store, String by, String id) throws Exception {
    return Objects.requireNonNull(store.recall(wanted(by, id)).get("shut"));
  }

  @Test
  void whatCannotBeReadIsUnknownOfOneRoomAlone() throws Exception {
    try (ProjectionStore store = store()) {
      append(Commands.open("shut", 0, 1_003), Commands.open("good", 0, 1_003));
      append(Commands.bid("shut", "a", "late", 1), Commands.bid("good", "a", "late", 1));
      worker().all(10);
      Document share = document(Names.SHARES, "shut/1/0");
      plant(Names.SHARES, new Document(share).append("entries", new Binary(new byte[] {1, 2})));
      assertThat(recalled(store, "a", "late").firsts()).isEmpty();
      plant(Names.SHARES, share);
      assertThat(recalled(store, "a", "late").firsts()).hasSize(1);

      Document head = document(Names.ROOMS, "shut");
      List<Document> broken = new ArrayList<>();
      broken.add(new Document(head).append("decisionTail", new Binary(new byte[] {1})));
      broken.add(new Document(head).append("receipt", "ab".repeat(32)));
      broken.add(new Document(head).append("standing", "?"));
      for (Document each : broken) {
        plant(Names.ROOMS, each);
        assertThat(store.recall(wanted("a", "late"))).isEmpty();
      }
      plant(Names.ROOMS, new Document(head).append("offset", "?"));
      assertThat(store.rooms(List.of("shut", "good")))
          .containsEntry("shut", SavedRoom.unreadable("shut"))
          .extractingByKey("good")
          .extracting(SavedRoom::offset)
          .isEqualTo(3L);
    }
  }
}
