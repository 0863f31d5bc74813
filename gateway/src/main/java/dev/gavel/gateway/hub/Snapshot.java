package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A room as one viewer is shown it (README: "The snapshot"). What is the same for most viewers was
/// written out before and is put in as text ([RawValue]); such a tree can be written, not read.
final class Snapshot {
  /// What a join is about.
  ///
  /// @param after the last sequence that the client has; empty when it has none
  /// @param isJump the client did not ask: it is shown what it could not be told
  record Join(OptionalLong after, boolean isJump) {
    static Join jumped() {
      return new Join(OptionalLong.empty(), true);
    }

    Join jumping() {
      return new Join(after, true);
    }
  }

  private final RoomState room;
  private final Facts facts;

  Snapshot(RoomState room) {
    this.room = room;
    this.facts = room.facts();
  }

  /// Tells a peer that comes back what it missed; shows it the room when that is not to be had, or
  /// not asked for.
  void tellAgain(Peer peer, Optional<String> user, Join join) {
    Optional<List<Told>> missed =
        join.after().isPresent() ? missed(join.after().getAsLong()) : Optional.empty();
    missed.ifPresentOrElse(
        updates -> updates.forEach(told -> peer.send(told.audiences().of(user))),
        () -> peer.send(event(user, join)));
  }

  /// As an event, for whoever did not ask for it.
  Broadcast event(Optional<String> user, Join join) {
    return event(room.id(), of(user, join));
  }

  /// A snapshot as an event.
  static Broadcast event(String room, ObjectNode snapshot) {
    long sequence = snapshot.path("sequence").asLong();
    return Broadcast.of("room", snapshot).at(new Broadcast.Mark(room, sequence, true));
  }

  ObjectNode of(Optional<String> user, Join join) {
    ViewerJson words = room.sources().words();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("room", room.id());
    json.putRawValue("item", room.item());
    json.putRawValue("terms", room.terms());
    json.set("standing", words.standing(facts.standing(), new Viewer(user), leaderLabel()));
    json.put("sequence", facts.sequence())
        .put("atMs", facts.atMs())
        .put("receipt", facts.receipt())
        .put("serverTimeMs", room.sources().clock().getAsLong());
    json.set("mine", mine(user));
    json.set("presence", room.presence());
    json.putRawValue("messages", new RawValue(room.talk().text(user)));
    history(json, user, join);
    return json;
  }

  /// The leader's label as it was told: looking it up now could wait for MongoDB.
  private Naming leaderLabel() {
    return room.newest().last().map(Told::labels).orElse(_ -> "?");
  }

  /// What the room knows of the viewer's own state.
  ObjectNode mine(Optional<String> user) {
    return room.bidders().mine(user, facts.standing(), facts.terms());
  }

  private void history(ObjectNode json, Optional<String> user, Join join) {
    Optional<List<Told>> missed =
        join.after().isPresent() ? missed(join.after().getAsLong()) : Optional.empty();
    if (missed.isPresent()) {
      json.putArray("last");
      json.put("recovered", true);
      json.putRawValue("missed", new RawValue(NewestUpdates.lines(missed.get(), user)));
      return;
    }
    json.putRawValue("last", new RawValue(room.newest().lines(user)));
    if (join.after().isPresent() || join.isJump()) {
      json.put("recovered", false);
    }
  }

  /// What came behind `after`, when all of it is in the window.
  Optional<List<Told>> missed(long after) {
    return room.newest().behind(after, facts.sequence());
  }
}
