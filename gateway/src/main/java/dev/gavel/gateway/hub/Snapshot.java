package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A room as one viewer is shown it (README: "The snapshot"). Made while the room stands still.
final class Snapshot {
  /// Updates that a newcomer is shown.
  static final int LAST = 50;

  /// What a join is about.
  ///
  /// @param after the last sequence that the client has; empty when it has none
  /// @param maximum the viewer's own, looked up before
  /// @param isJump the client did not ask: it is shown what it could not be told
  record Join(OptionalLong after, OptionalLong maximum, boolean isJump) {
    static Join jumped() {
      return new Join(OptionalLong.empty(), OptionalLong.empty(), true);
    }
  }

  private final LiveRoom room;
  private final Facts facts;

  Snapshot(LiveRoom room) {
    this.room = room;
    this.facts = room.facts();
  }

  ObjectNode of(Optional<String> user, Join join) {
    ViewerJson words = room.sources().words();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("room", room.id());
    json.set("item", room.item());
    json.set("terms", room.terms());
    json.set("standing", words.standing(facts.standing(), new Viewer(user), leaderLabel()));
    json.put("sequence", facts.sequence())
        .put("atMs", facts.atMs())
        .put("receipt", facts.receipt())
        .put("serverTimeMs", room.sources().clock().getAsLong());
    json.set("mine", mine(user, join.maximum()));
    json.set("presence", room.presence());
    history(json, user, join);
    return json;
  }

  /// The leader's label as it was told: looking it up now could wait for MongoDB.
  private Naming leaderLabel() {
    Told newest = room.window().peekLast();
    return newest == null ? _ -> "?" : newest.labels();
  }

  private ObjectNode mine(Optional<String> user, OptionalLong maximum) {
    ObjectNode mine = JsonNodeFactory.instance.objectNode();
    if (user.isEmpty()) {
      return mine.put("hasBid", false).put("leading", false);
    }
    String id = user.get();
    boolean leading = facts.standing().leader().filter(id::equals).isPresent();
    mine.put("hasBid", leading || room.people().hasBid(id)).put("leading", leading);
    if (leading && maximum.isPresent()) {
      mine.put("max", Math.max(maximum.getAsLong(), facts.standing().price().orElse(0)));
    }
    room.people().paddle(id).ifPresent(paddle -> mine.put("paddle", paddle));
    Optional.ofNullable(facts.terms().limits().get(id))
        .ifPresent(limit -> mine.put("limit", limit));
    return mine;
  }

  private void history(ObjectNode json, Optional<String> user, Join join) {
    Optional<List<Told>> missed =
        join.after().isPresent() ? missed(join.after().getAsLong()) : Optional.empty();
    if (missed.isPresent()) {
      json.putArray("last");
      json.put("recovered", true);
      lines(json.putArray("missed"), missed.get(), user);
      return;
    }
    lines(json.putArray("last"), newest(LAST), user);
    if (join.after().isPresent() || join.isJump()) {
      json.put("recovered", false);
    }
  }

  /// What came behind `after`, when all of it is in the window.
  private Optional<List<Told>> missed(long after) {
    long count = facts.sequence() - after;
    if (count < 0 || count > room.window().size()) {
      return Optional.empty();
    }
    List<Told> missed = newest((int) count);
    boolean whole = missed.isEmpty() || missed.getFirst().sequence() == after + 1;
    return whole ? Optional.of(missed) : Optional.empty();
  }

  /// The newest of the window, oldest first.
  private List<Told> newest(int count) {
    List<Told> newest = new ArrayList<>(count);
    Iterator<Told> back = room.window().descendingIterator();
    while (newest.size() < count && back.hasNext()) {
      newest.add(back.next());
    }
    return newest.reversed();
  }

  private static void lines(ArrayNode array, List<Told> updates, Optional<String> user) {
    for (Told told : updates) {
      ObjectNode update = told.jsonFor(user);
      ObjectNode line = array.addObject();
      if (update.has("text")) {
        line.set("text", update.path("text"));
      }
      line.set("update", update);
    }
  }
}
