package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.view.StoredBid;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import dev.gavel.model.RoomUpdate;
import java.util.Optional;

/// Rooms and bids as REST shows them: labels in the place of ids, nobody's maximum but one's own.
final class RoomJson {
  private final ViewerJson words = new ViewerJson();
  private final Auctions auctions;
  private final People people;

  RoomJson(Auctions auctions, People people) {
    this.auctions = auctions;
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
    boolean leading = room.standing().leader().filter(user::equals).isPresent();
    mine.put("hasBid", leading || auctions.bidders(room.id()).contains(user));
    mine.put("leading", leading);
    if (leading) {
      auctions.maximum(room.id(), user).ifPresent(most -> mine.put("max", most));
    }
    Optional.ofNullable(room.paddles().get(user)).ifPresent(no -> mine.put("paddle", no));
    Optional.ofNullable(room.terms().limits().get(user)).ifPresent(most -> mine.put("limit", most));
    return mine;
  }

  /// An accepted bid for everybody: what it led to, not what its maximum was.
  Optional<ObjectNode> bid(StoredBid bid, Viewer viewer, Naming naming) {
    Decision decision = bid.decision();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (decision.answer()) {
      case Answer.Leading(long number, long price, var extendedToMs) -> {
        json.put("status", "leading").put("bid", number).put("price", price);
        extendedToMs.ifPresent(end -> json.put("extendedToMs", end));
      }
      case Answer.OutbidAtOnce(long number, long price, var extendedToMs) -> {
        json.put("status", "outbid").put("bid", number).put("price", price);
        extendedToMs.ifPresent(end -> json.put("extendedToMs", end));
      }
      case Answer.MaximumSet _, Answer.MaximumUnchanged _, Answer.Ticked _ -> {
        return Optional.empty();
      }
      case Answer.Done _, Answer.Refused _ -> {
        return Optional.empty();
      }
    }
    String bidder = bid.bidder();
    return Optional.of(
        json.put("sequence", decision.sequence())
            .put("atMs", decision.atMs())
            .put("who", naming.label(bidder))
            .put("own", viewer.is(bidder))
            .put("kind", kind(decision.op()).name())
            .put("place", decision.place().toString())
            .put("receipt", decision.receipt()));
  }

  private static Kind kind(String op) {
    return switch (op) {
      case "max" -> Kind.MAXIMUM;
      case "floor" -> Kind.FLOOR;
      default -> Kind.EXACT;
    };
  }

  /// A bid of one's own, whatever became of it.
  static ObjectNode own(StoredBid bid) {
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
