package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.StoredDecision;
import java.util.List;
import java.util.Optional;

/// Rooms and bids as REST shows them: labels in the place of ids, nobody's maximum but one's own.
final class RoomJson {
  private final ViewerJson words = new ViewerJson();
  private final RoomStore store;
  private final People people;

  RoomJson(RoomStore store, People people) {
    this.store = store;
    this.people = people;
  }

  Naming naming(StoredRoom room) {
    return people.naming(room.id(), bidder -> Optional.ofNullable(room.paddles().get(bidder)));
  }

  static Viewer viewer(Call call) {
    return call.known().map(known -> Viewer.of(known.userId())).orElse(Viewer.NOBODY);
  }

  /// What a list says of a room.
  ObjectNode summary(StoredRoom room, Viewer viewer) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("room", room.id());
    json.set("terms", words.terms(room.terms()));
    json.set("standing", words.standing(room.standing(), viewer, naming(room)));
    return json.put("sequence", room.sequence()).put("atMs", room.atMs());
  }

  /// The room as a join shows it, as far as it is stored by now.
  ObjectNode snapshot(StoredRoom room, Optional<ObjectNode> item, Viewer viewer, long nowMs)
      throws ViewAway {
    Naming naming = naming(room);
    ObjectNode json = summary(room, viewer);
    item.ifPresent(known -> json.set("item", known));
    json.put("receipt", room.receipt()).put("serverTimeMs", nowMs);
    json.set("mine", mine(room, viewer));
    ArrayNode last = json.putArray("last");
    for (RoomUpdate update : room.last()) {
      ObjectNode told = words.update(update, room.terms().currency(), viewer, naming);
      ObjectNode line = last.addObject();
      if (told.has("text")) {
        line.set("text", told.get("text"));
      }
      line.set("update", told);
    }
    return json;
  }

  private ObjectNode mine(StoredRoom room, Viewer viewer) throws ViewAway {
    ObjectNode mine = JsonNodeFactory.instance.objectNode();
    if (viewer.user().isEmpty()) {
      return mine.put("hasBid", false).put("leading", false);
    }
    String user = viewer.user().get();
    RoomStore.ShareKey key = new RoomStore.ShareKey(room.id(), user);
    BidderShare share =
        Optional.ofNullable(store.shares(List.of(key)).get(key))
            .map(RoomStore.StoredShare::share)
            .orElseGet(() -> BidderShare.none(user));
    boolean leading = room.standing().leader().filter(user::equals).isPresent();
    mine.put("hasBid", leading || share.bids() > 0).put("leading", leading);
    share
        .standing()
        .filter(offer -> leading && offer.maximum())
        .ifPresent(
            offer -> mine.put("max", Math.max(offer.amount(), room.standing().price().orElse(0))));
    Optional.ofNullable(room.paddles().get(user)).ifPresent(no -> mine.put("paddle", no));
    limit(room, share).ifPresent(most -> mine.put("limit", most));
    return mine;
  }

  /// The most that a bidder may offer, as staff said it, or as the terms do.
  static Optional<Long> limit(StoredRoom room, BidderShare share) {
    return share.limit().isPresent()
        ? Optional.of(share.limit().getAsLong())
        : Optional.ofNullable(room.terms().limits().get(share.bidder()));
  }

  /// An accepted bid for all: what it led to, not what its maximum was.
  static ObjectNode bid(RoomUpdate update, Viewer viewer, Naming naming) {
    RoomEvent.BidPlaced bid = (RoomEvent.BidPlaced) update.event();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", bid.outbidAtOnce() ? "outbid" : "leading")
            .put("bid", bid.bid());
    update.standing().price().ifPresent(price -> json.put("price", price));
    bid.extendedToMs().ifPresent(end -> json.put("extendedToMs", end));
    return json.put("sequence", update.sequence())
        .put("atMs", update.atMs())
        .put("who", naming.label(bid.bidder()))
        .put("own", viewer.is(bid.bidder()))
        .put("kind", bid.kind().name())
        .put("place", update.place().toString())
        .put("receipt", update.receipt());
  }

  /// A bid of one's own, whatever became of it.
  static ObjectNode own(StoredDecision bid) {
    Decision decision = bid.decision();
    ObjectNode json = AnswerWords.decided(decision);
    json.put("op", decision.op()).put("atMs", decision.atMs());
    bid.amount()
        .ifPresent(said -> {
          if (said.matches("[0-9]{1,16}")) {
            json.put("amount", Long.parseLong(said));
          } else {
            json.put("amount", said);
          }
        });
    return json;
  }
}
