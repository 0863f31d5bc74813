package dev.gavel.bids.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.room.CommandBody;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Amount;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.UpdateCodec;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/// The forms of the stored documents (README: "Documents"). The natural key of each is its `_id`.
public final class ProjectionDocuments {
  private final DecisionCodec decisions = new DecisionCodec();
  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();
  private final UpdateCodec updates = new UpdateCodec();

  public static String bidId(Decision decision) {
    return decision.room() + ":" + decision.place().offset();
  }

  public static String placeId(String topicId, int partition) {
    return topicId + ":" + partition;
  }

  public Document bid(Decided decided) {
    Decision decision = decided.decision();
    Document document =
        new Document("_id", bidId(decision))
            .append("room", decision.room())
            .append("partition", decision.place().partition())
            .append("offset", decision.place().offset())
            .append("id", decision.id())
            .append("by", decision.by().id())
            .append("role", decision.by().role().name())
            .append("op", decision.op());
    amount(decided.command().wish()).ifPresent(said -> document.append("amount", amount(said)));
    if (decided.command().wish() instanceof Wish.FloorBid(int paddle, _)) {
      document.append("paddle", paddle);
    }
    return document
        .append("body", CommandBody.hash(decided.command()))
        .append("atMs", decision.atMs())
        .append("duplicate", decision.duplicate())
        .append("answer", bson(decisions.json(decision).path("answer")))
        .append("sequence", decision.sequence())
        .append("receipt", decision.receipt());
  }

  private static Optional<Amount> amount(Wish wish) {
    return switch (wish) {
      case Wish.Bid(var amount) -> Optional.of(amount);
      case Wish.Maximum(var amount) -> Optional.of(amount);
      case Wish.FloorBid(_, var amount) -> Optional.of(amount);
      case Wish.SetAsk(var amount) -> Optional.of(amount);
      case Wish.Limit(_, var amount) -> Optional.of(amount);
      case Wish.Open _, Wish.Pause _, Wish.Resume _, Wish.FairWarning _ -> Optional.empty();
      case Wish.Hammer _, Wish.Pass _, Wish.VoidBid _, Wish.Reinstate _ -> Optional.empty();
      case Wish.Reopen _, Wish.Withdraw _, Wish.Block _, Wish.Unblock _ -> Optional.empty();
      case Wish.Postpone _, Wish.Approve _, Wish.Tick _ -> Optional.empty();
    };
  }

  /// A number when it is one; else the text as it was said.
  private static Object amount(Amount amount) {
    return switch (amount) {
      case Amount.Exact(var minor) -> minor;
      case Amount.Invalid(var text) -> text;
      case Amount.TooLarge(var text) -> text;
    };
  }

  public Document room(RoomState state) {
    RoomView view = state.view();
    Document document =
        new Document("_id", view.room())
            .append("topicId", state.topicId())
            .append("partition", view.place().partition())
            .append("firstOffset", state.firstOffset())
            .append("offset", view.place().offset())
            .append("sequence", view.sequence())
            .append("receipt", view.receipt())
            .append("atMs", view.atMs())
            .append("phase", state.phase());
    if (view.terms().isPresent()) {
      RoomTerms agreed = view.terms().get();
      document
          .append("item", agreed.item())
          .append("terms", bson(terms.json(agreed)))
          .append("standing", bson(standings.json(view.standing())));
    }
    Document paddles = new Document();
    view.paddles().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByValue())
        .forEach(paddle -> paddles.append(paddle.getKey(), paddle.getValue()));
    return document
        .append("paddles", paddles)
        .append("last", state.last().stream().map(update -> bson(updates.json(update))).toList());
  }

  static SavedRoom room(Document document) {
    return new SavedRoom(
        document.getString("_id"),
        document.getString("topicId"),
        document.getInteger("partition"),
        document.getLong("firstOffset"),
        document.getLong("offset"),
        document.getString("receipt"),
        RoomState.asleep(document.getString("phase")));
  }

  static Document place(SavedPlace place) {
    return new Document("_id", placeId(place.topicId(), place.partition()))
        .append("topicId", place.topicId())
        .append("partition", place.partition())
        .append("next", place.next())
        .append("oldestOpen", place.oldestOpen());
  }

  static SavedPlace place(Document document) {
    return new SavedPlace(
        document.getString("topicId"),
        document.getInteger("partition"),
        document.getLong("next"),
        document.getLong("oldestOpen"));
  }

  /// A JSON object as a document: whole numbers become 64-bit integers, the rest keeps its kind.
  private static Document bson(JsonNode node) {
    Document document = new Document();
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> document.append(field.getKey(), value(field.getValue())));
    }
    return document;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return bson(node);
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element)));
      return values;
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isBoolean() ? node.booleanValue() : node.asText();
  }
}
