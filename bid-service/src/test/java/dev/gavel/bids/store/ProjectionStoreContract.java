package dev.gavel.bids.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.CommandBody;
import dev.gavel.bids.work.Commands;
import dev.gavel.model.Answer;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every view does.
abstract class ProjectionStoreContract {
  static final String TOPIC = "topic-1";
  private static final int PARTITION = 3;

  /// An empty one.
  abstract ProjectionStore view() throws Exception;

  /// How many decisions of a room it holds.
  abstract long decisions(ProjectionStore view, String room) throws Exception;

  private final Home home = new Home(SavedPlace.first(TOPIC, PARTITION), 10);
  private long offset;

  private Slice slice(RoomCommand command) {
    LoggedRecord record =
        new LoggedRecord(
            PARTITION,
            offset++,
            1_000 + offset,
            command.room(),
            new CommandCodec().write(command),
            Optional.empty());
    List<Line> part = List.of(Line.of(record, new CommandCodec()));
    home.unknown(part);
    home.admit(part, Map.of(), Map.of());
    return home.take(part, 0).orElseThrow();
  }

  @Test
  void anEmptyOneKnowsNothing() throws Exception {
    try (ProjectionStore view = view()) {
      assertThat(view.place(TOPIC, PARTITION)).isEmpty();
      assertThat(view.otherTopic(TOPIC)).isEmpty();
      assertThat(view.rooms(List.of())).isEmpty();
      assertThat(view.rooms(List.of("nobody"))).isEmpty();
    }
  }

  @Test
  void aPlaceOnlyMovesOn() throws Exception {
    try (ProjectionStore view = view()) {
      view.storeCheckpoints(List.of(new SavedPlace(TOPIC, PARTITION, 10, 4)));
      view.storeCheckpoints(List.of(new SavedPlace(TOPIC, PARTITION, 7, 7)));
      view.storeCheckpoints(List.of(new SavedPlace(TOPIC, 1, 2, 0)));
      assertThat(view.place(TOPIC, PARTITION)).contains(new SavedPlace(TOPIC, PARTITION, 10, 4));
      assertThat(view.place(TOPIC, 1)).contains(new SavedPlace(TOPIC, 1, 2, 0));
    }
  }

  @Test
  void anotherTopicIsAnotherLog() throws Exception {
    try (ProjectionStore view = view()) {
      view.storeCheckpoints(List.of(new SavedPlace(TOPIC, PARTITION, 10, 4)));
      assertThat(view.otherTopic(TOPIC)).isEmpty();
      assertThat(view.place("topic-2", PARTITION)).isEmpty();
      assertThat(view.otherTopic("topic-2")).contains(TOPIC);
    }
  }

  @Test
  void anOlderRoomDoesNotUndoANewerOne() throws Exception {
    try (ProjectionStore view = view()) {
      Slice opened = slice(Commands.open("r", 0, 10_000));
      Slice bid = slice(Commands.bid("r", "a", "1", 100_000));
      view.storeHeads(Slices.rooms(bid.rooms()));
      view.storeHeads(Slices.rooms(opened.rooms()));
      SavedRoom saved = view.rooms(List.of("r", "other")).get("r");
      assertThat(saved)
          .isEqualTo(
              new SavedRoom(
                  "r",
                  TOPIC,
                  PARTITION,
                  0,
                  1,
                  bid.decided().getFirst().decision().receipt(),
                  false));
    }
  }

  @Test
  void aRoomThatWasNeverOpenedIsAsleepInItsPartition() throws Exception {
    try (ProjectionStore view = view()) {
      view.storeHeads(Slices.rooms(slice(Commands.bid("never", "a", "1", 100_000)).rooms()));
      view.storeHeads(Slices.rooms(slice(Commands.bid("never", "a", "2", 100_000)).rooms()));
      SavedRoom saved = Objects.requireNonNull(view.rooms(List.of("never")).get("never"));
      assertThat(saved.partition()).isEqualTo(PARTITION);
      assertThat(saved.firstOffset()).isZero();
      assertThat(saved.asleep()).isTrue();
      view.storeHeads(Slices.rooms(slice(Commands.open("never", 0, 10_000)).rooms()));
      assertThat(view.rooms(List.of("never")).get("never"))
          .extracting(SavedRoom::asleep)
          .isEqualTo(false);
    }
  }

  @Test
  void aDecisionIsStoredOnceHoweverOften() throws Exception {
    try (ProjectionStore view = view()) {
      List<Decided> decided = slice(Commands.open("twice", 0, 10_000)).decided();
      view.storePages(Slices.decided(decided));
      view.storePages(Slices.decided(decided));
      view.storePages(Slices.decided(slice(Commands.bid("twice", "a", "1", 1)).decided()));
      assertThat(decisions(view, "twice")).isEqualTo(2);
    }
  }

  @Test
  void aLargeBatchIsStoredWhole() throws Exception {
    try (ProjectionStore view = view()) {
      List<Decided> decided = new ArrayList<>();
      for (int i = 0; i < 2_300; i++) {
        decided.addAll(slice(Commands.bid("large", "a", "c" + i, 1)).decided());
      }
      view.storePages(Slices.decided(decided));
      assertThat(decisions(view, "large")).isEqualTo(2_300);
    }
  }

  @Test
  void aClosedRoomIsRecalledWithWhatWasAnsweredFirst() throws Exception {
    try (ProjectionStore view = view()) {
      store(view, Commands.bid("shut", "a", "early", 100_000));
      store(view, Commands.open("shut", 0, 1_010));
      store(view, Commands.bid("shut", "a", "led", 150_000));
      store(view, Commands.bid("shut", "b", "led", 100_000));
      store(view, Commands.bid("shut", "b", "led", 100_000));
      assertThat(view.recall(wanted("shut", "led"))).isEmpty();
      offset = 2_000;
      store(view, Commands.staff("shut", "t", new Wish.Tick()));
      Slice last = store(view, Commands.bid("shut", "a", "led", 160_000));

      assertThat(view.recall(Map.of())).isEmpty();
      assertThat(view.recall(wanted("other", "led"))).isEmpty();
      Recall recalled =
          Objects.requireNonNull(
              view.recall(wanted("shut", "led", "early", "t", "none")).get("shut"));
      assertThat(recalled.state()).isEqualTo(last.rooms().getFirst());
      assertThat(recalled.firsts())
          .containsOnlyKeys(new Recall.Key("a", "led"), new Recall.Key("b", "led"))
          .containsEntry(
              new Recall.Key("a", "led"),
              new ClosedRoom.First(
                  new Answer.Leading(1, 150_000, OptionalLong.empty()),
                  CommandBody.hash(Commands.bid("shut", "a", "led", 150_000))));
      assertThat(view.recall(wanted("shut", "none")).get("shut"))
          .extracting(found -> found.firsts().size())
          .isEqualTo(0);
    }
  }

  private static Map<String, Set<String>> wanted(String room, String... ids) {
    return Map.of(room, Set.of(ids));
  }

  private Slice store(ProjectionStore view, RoomCommand command) throws Exception {
    Slice slice = slice(command);
    view.storePages(Slices.decided(slice.decided()));
    view.storeHeads(Slices.rooms(slice.rooms()));
    return slice;
  }
}
