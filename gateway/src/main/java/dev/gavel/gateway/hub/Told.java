package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One update as viewers are told it. There are at most three audiences: the bidder's own tabs, the
/// leader's, and everybody else; what each is told is made once and shared.
final class Told {
  private final RoomUpdate update;
  private final String currency;
  private final ViewerJson words;
  private final Map<String, String> labels = new HashMap<>(4);
  private final Optional<String> bidder;
  private final Optional<String> leader;
  private final ObjectNode forOthers;
  private @Nullable String lineForOthers;

  /// Looks the labels up, which may take a moment: everything later is quick.
  Told(RoomUpdate update, String currency, ViewerJson words, Naming naming) {
    this.update = update;
    this.currency = currency;
    this.words = words;
    this.bidder = ViewerJson.bidder(update.event());
    this.leader = update.standing().leader();
    bidder.ifPresent(id -> labels.put(id, naming.label(id)));
    leader.ifPresent(id -> labels.computeIfAbsent(id, naming::label));
    this.forOthers = json(Viewer.NOBODY);
  }

  RoomUpdate update() {
    return update;
  }

  long sequence() {
    return update.sequence();
  }

  /// What the leader was called when this was told.
  Naming labels() {
    return id -> labels.getOrDefault(id, "?");
  }

  /// What a viewer is told. The tree is shared and must not be changed.
  ObjectNode jsonFor(Optional<String> user) {
    return concerns(user) ? json(new Viewer(user)) : forOthers;
  }

  /// Whether this viewer is told something else than the others.
  boolean concerns(Optional<String> user) {
    return user.isPresent() && (user.equals(bidder) || user.equals(leader));
  }

  /// The users who are told something else than the others.
  Set<String> concerned() {
    return labels.keySet();
  }

  /// What a snapshot says of it, as JSON text: `{text?, update}`. What most are told is written out
  /// once.
  String line(Optional<String> user) {
    return concerns(user) ? line(jsonFor(user)) : lineForOthers();
  }

  private synchronized String lineForOthers() {
    String made = lineForOthers;
    if (made == null) {
      made = line(forOthers);
      lineForOthers = made;
    }
    return made;
  }

  private static String line(ObjectNode update) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    if (update.has("text")) {
      line.set("text", update.path("text"));
    }
    line.set("update", update);
    return line.toString();
  }

  private ObjectNode json(Viewer viewer) {
    return words.update(update, currency, viewer, labels());
  }

  /// The broadcasts of this update. Not thread-safe: belongs to the room's own thread.
  Audiences audiences() {
    return new Audiences();
  }

  final class Audiences {
    private final Broadcast others = broadcast(forOthers);
    private final Map<String, Broadcast> own = new HashMap<>(2);

    Broadcast of(Optional<String> user) {
      if (!concerns(user)) {
        return others;
      }
      return own.computeIfAbsent(user.orElseThrow(), _ -> broadcast(jsonFor(user)));
    }

    long atMs() {
      return update.atMs();
    }

    /// How many different broadcasts were made.
    int made() {
      return 1 + own.size();
    }

    private Broadcast broadcast(ObjectNode json) {
      return unmarked(json).at(new Broadcast.Mark(update.room(), update.sequence(), false));
    }

    private Broadcast unmarked(ObjectNode json) {
      String event = ViewerJson.eventName(update.event());
      if (update.event() instanceof RoomEvent.BidPlaced) {
        // Under pressure only the newest price counts: every update carries the whole standing.
        return Broadcast.conflating(
            "price:" + update.room(), event, ViewerJson.text(json.path("text").asText()), json);
      }
      return Broadcast.of(event, json);
    }
  }
}
