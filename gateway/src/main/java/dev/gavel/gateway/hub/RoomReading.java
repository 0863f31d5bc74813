package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    warmNames(stored.get());
    RoomPeople people = new RoomPeople(sources.auctions().bidders(id));
    return Optional.of(new LiveRoom(stored.get(), people, item(stored.get()), sources));
  }

  private void warmNames(StoredRoom room) {
    List<String> ids = new ArrayList<>();
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

  /// The leader's own maximum. A secret, so it is looked up for the leader alone, and never kept.
  OptionalLong maximum(LiveRoom room, Optional<String> user) {
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
