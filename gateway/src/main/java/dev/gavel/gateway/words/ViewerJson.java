package dev.gavel.gateway.words;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.Item;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.UpdateCodec;
import java.util.Optional;

/// What viewers are sent of the model's words: labels in the place of ids, never a reserve, a limit
/// or somebody else's maximum.
public final class ViewerJson {
  /// What the original called one's own tabs.
  public static final String SELF = "본인";

  private final UpdateCodec updates = new UpdateCodec();
  private final StandingCodec standings = new StandingCodec();
  private final TermsCodec terms = new TermsCodec();

  /// An update, with the original's line as `text` when there is one. What differs between viewers
  /// is `event.own`, `standing.leading` and the text alone.
  public ObjectNode update(RoomUpdate update, String currency, Viewer viewer, Naming naming) {
    ObjectNode json = updates.json(update);
    ObjectNode event = (ObjectNode) json.path("event");
    bidder(update.event())
        .ifPresent(who -> {
          event.remove("bidder");
          event.put("who", naming.label(who)).put("own", viewer.is(who));
        });
    hideLeader((ObjectNode) json.path("standing"), update.standing(), viewer, naming);
    line(update, currency, viewer, naming).ifPresent(text -> json.put("text", text));
    return json;
  }

  /// The socket event that an update travels as.
  public static String eventName(RoomEvent event) {
    return switch (event) {
      case RoomEvent.Opened _ -> "room:opened";
      case RoomEvent.BidPlaced _ -> "bid";
      case RoomEvent.OutageExtended _, RoomEvent.Postponed _ -> "room:extended";
      case RoomEvent.Paused _ -> "room:paused";
      case RoomEvent.Resumed _ -> "room:resumed";
      case RoomEvent.FairWarningGiven _ -> "room:warning";
      case RoomEvent.AskSet _ -> "room:ask";
      case RoomEvent.BidVoided _ -> "room:voided";
      case RoomEvent.BidReinstated _ -> "room:reinstated";
      case RoomEvent.Closed _ -> "room:closed";
      case RoomEvent.Reopened _ -> "room:reopened";
      case RoomEvent.BidderApproved _ -> "room:approved";
    };
  }

  /// Whom an event is about, when it is one bidder.
  public static Optional<String> bidder(RoomEvent event) {
    return switch (event) {
      case RoomEvent.BidPlaced bid -> Optional.of(bid.bidder());
      case RoomEvent.BidderApproved approved -> Optional.of(approved.bidder());
      case RoomEvent.Opened _, RoomEvent.OutageExtended _, RoomEvent.Paused _ -> Optional.empty();
      case RoomEvent.Resumed _, RoomEvent.FairWarningGiven _, RoomEvent.AskSet _ ->
          Optional.empty();
      case RoomEvent.BidVoided _, RoomEvent.BidReinstated _, RoomEvent.Closed _ -> Optional.empty();
      case RoomEvent.Reopened _, RoomEvent.Postponed _ -> Optional.empty();
    };
  }

  /// The original's line: `본인: N원` or `이름(이메일): N원`. Who stands at the price is named, which is not
  /// the bidder when a maximum answered the bid at once.
  private static Optional<String> line(
      RoomUpdate update, String currency, Viewer viewer, Naming naming) {
    if (!(update.event() instanceof RoomEvent.BidPlaced bid)
        || update.standing().price().isEmpty()) {
      return Optional.empty();
    }
    String who = update.standing().leader().orElse(bid.bidder());
    String price = Money.text(update.standing().price().getAsLong(), currency);
    return Optional.of((viewer.is(who) ? SELF : naming.label(who)) + ": " + price);
  }

  /// A room's public state.
  public ObjectNode standing(Standing standing, Viewer viewer, Naming naming) {
    ObjectNode json = standings.json(standing);
    hideLeader(json, standing, viewer, naming);
    return json;
  }

  private static void hideLeader(ObjectNode json, Standing standing, Viewer viewer, Naming naming) {
    standing.leader().ifPresent(leader -> json.put("leader", naming.label(leader)));
    json.put("leading", standing.leader().filter(viewer::is).isPresent());
  }

  /// Terms as viewers may see them.
  public ObjectNode terms(RoomTerms all) {
    return terms.json(all.forViewers());
  }

  /// An item without its picture, which has an address of its own.
  public ObjectNode item(Item item) {
    ObjectNode json =
        object()
            .put("id", item.id())
            .put("title", item.title())
            .put("titleEn", item.titleEn())
            .put("maker", item.maker())
            .put("description", item.description());
    item.estimateLow().ifPresent(low -> json.put("estimateLow", low));
    item.estimateHigh().ifPresent(high -> json.put("estimateHigh", high));
    return json;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// A string as a JSON value.
  public static JsonNode text(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }
}
