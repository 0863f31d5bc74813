package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what a room is opened with, and what viewers are owed besides. Blocks, so never in a
/// room's turn.
record RoomReading(RoomSources sources) {
  private static final Logger LOG = LoggerFactory.getLogger(RoomReading.class);

  /// Empty when there is no such room.
  Optional<LiveRoom> room(String id) throws ViewAway {
    Optional<StoredRoom> stored = sources.store().room(id);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    List<Said> talk = sources.talk().newest(id, RoomTalk.SHOWN);
    warmNames(stored.get(), talk);
    LiveRoom room = new LiveRoom(stored.get(), item(stored.get()), sources);
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
        .store()
        .item(room.terms().item())
        .map(sources.words()::item)
        .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("id", room.terms().item()));
  }

  /// Reads what one viewer is owed besides the room, before the room stands still for it. Without
  /// an answer the viewer is shown what is known here.
  void forViewer(LiveRoom room, Optional<String> user, OptionalLong after) {
    try {
      if (user.isPresent()) {
        learn(room, user.get());
      }
      if (after.isPresent()) {
        deepen(room, after.getAsLong());
      }
    } catch (ViewAway away) {
      LOG.debug("a viewer is shown what is known here", away);
    }
  }

  private void learn(LiveRoom room, String user) throws ViewAway {
    long nowMs = sources.clock().getAsLong();
    if (!room.bidders().isFresh(user, nowMs)) {
      sources
          .shares()
          .read(new RoomStore.ShareKey(room.id(), user))
          .ifPresent(share -> room.bidders().learn(user, share, nowMs));
    }
  }

  /// Reads the users' shares of a room.
  void learn(LiveRoom room, Collection<String> users) throws ViewAway {
    List<RoomStore.ShareKey> keys =
        users.stream().map(user -> new RoomStore.ShareKey(room.id(), user)).toList();
    long nowMs = sources.clock().getAsLong();
    sources
        .joining()
        .shares(keys)
        .forEach((key, share) -> room.bidders().learn(key.bidder(), share, nowMs));
  }

  /// Gets what a viewer missed that is older than what the room has here, up to as many updates as
  /// a room holds.
  private void deepen(LiveRoom room, long after) throws ViewAway {
    Optional<Window.Missing> missing = room.missing(after);
    if (missing.isPresent()) {
      List<RoomUpdate> older =
          sources.joining().updates(room.id(), missing.get().first(), missing.get().last());
      warm(older);
      room.deepen(older);
    }
  }

  /// Waits a moment for the names in updates that are about to be told.
  void warm(List<RoomUpdate> updates) {
    sources
        .people()
        .warm(
            updates.stream()
                .flatMap(update -> ViewerJson.bidder(update.event()).stream())
                .toList());
  }
}
