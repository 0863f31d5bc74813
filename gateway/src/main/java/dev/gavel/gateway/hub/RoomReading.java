package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.gateway.words.ViewerJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads what a room is opened with, and what one viewer is owed besides.
record RoomReading(RoomSources sources) {

  /// Empty when there is no such room.
  Optional<LiveRoom> room(String id) throws ViewAway {
    Optional<StoredRoom> stored = sources.auctions().room(id);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    List<Said> talk = sources.talk().newest(id, RoomTalk.SHOWN);
    warmNames(stored.get(), talk);
    RoomPeople people =
        new RoomPeople(
            sources.auctions().bidders(id),
            new RoomLimits(sources.auctions().limits(id), sources.clock()));
    LiveRoom room = new LiveRoom(stored.get(), people, item(stored.get()), sources);
    room.begin(talk);
    return Optional.of(room);
  }

  private void warmNames(StoredRoom room, List<Said> talk) {
    List<String> ids = new ArrayList<>(talk.stream().map(Said::by).toList());
    room.standing().leader().ifPresent(ids::add);
    room.last().forEach(update -> ViewerJson.bidder(update.event()).ifPresent(ids::add));
    sources.people().warm(ids);
  }

  private ObjectNode item(StoredRoom room) throws ViewAway {
    return sources
        .auctions()
        .item(room.terms().item())
        .map(sources.words()::item)
        .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("id", room.terms().item()));
  }

  /// What one viewer is owed besides, looked up before the room stands still for it.
  OptionalLong forViewer(LiveRoom room, Optional<String> user) {
    if (user.isPresent()) {
      room.people().limits().refresh(sources.auctions(), room.id());
    }
    return maximum(room, user);
  }

  /// The leader's own maximum. A secret, so it is looked up for the leader alone, and never kept.
  private OptionalLong maximum(LiveRoom room, Optional<String> user) {
    if (user.isEmpty() || !room.isLeader(user.get())) {
      return OptionalLong.empty();
    }
    try {
      return sources.auctions().maximum(room.id(), user.get());
    } catch (ViewAway away) {
      return OptionalLong.empty();
    }
  }
}
