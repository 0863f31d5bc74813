package dev.gavel.bids.home;

import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// A closed room that came back from the view, without its log. Not thread-safe.
final class Recalled {
  private static final ProjectionCodec CODEC = new ProjectionCodec();

  private final ClosedRoom room;
  private final RoomHead head;
  private final PageTail decisions;
  private final List<RoomCommit.Page> pages = new ArrayList<>();
  private long pageFirst;
  private final Map<Recall.Key, ClosedRoom.First> firsts = new HashMap<>();

  /// @param pageFirst offset of the first decision of the head's tail
  Recalled(RoomHead head, long pageFirst) {
    this.room = new ClosedRoom(head.view());
    this.head = head;
    this.decisions = new PageTail(head.decisions(), head.decisionTail());
    this.pageFirst = pageFirst;
  }

  void learn(Map<Recall.Key, ClosedRoom.First> more) {
    firsts.putAll(more);
  }

  boolean knows(RoomCommand command) {
    return firsts.containsKey(key(command));
  }

  Decision decide(LogEntry entry) {
    RoomCommand command = entry.command();
    Decision decision = room.again(entry, Objects.requireNonNull(firsts.get(key(command))));
    if (decisions.total() % Names.PAGE == 0) {
      pageFirst = entry.place().offset();
    }
    decisions
        .add(new Encoded(() -> CODEC.write(StoredForm.of(command, decision))))
        .ifPresent(full ->
            pages.add(
                new RoomCommit.Page(
                    Names.decisionPage(head.room(), full.number()),
                    head.partition(),
                    OptionalLong.of(pageFirst),
                    full.bytes())));
    return decision;
  }

  /// The last command decided.
  long offset() {
    return room.view().place().offset();
  }

  /// What changed since the last call. An answer that is given again is in no share.
  RoomCommit commit() {
    RoomHead now =
        new RoomHead(
            room.view(),
            head.topicId(),
            head.firstOffset(),
            offset(),
            decisions.total(),
            head.shares(),
            decisions.bytes(),
            head.updateTail());
    RoomCommit commit =
        new RoomCommit(now, false, pages, List.of(), Optional.empty(), List.of(), Optional.empty());
    pages.clear();
    return commit;
  }

  static Recall.Key key(RoomCommand command) {
    return new Recall.Key(command.by().id(), command.id());
  }
}
