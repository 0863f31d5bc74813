package dev.gavel.model;

import java.util.OptionalLong;

/// The fields of a fact inside an update (README: "Updates").
final class EventJson {
  private final TermsCodec terms = new TermsCodec();

  void put(JsonOut out, RoomEvent event) {
    out.open();
    switch (event) {
      case RoomEvent.Opened(var opened) -> terms.object(type(out, "opened").name("terms"), opened);
      case RoomEvent.BidPlaced bid -> bid(type(out, "bid"), bid);
      case RoomEvent.OutageExtended(long endsAtMs) ->
          type(out, "outage").field("endsAtMs", endsAtMs);
      case RoomEvent.Postponed(long endsAtMs, var reason) ->
          type(out, "postponed").field("endsAtMs", endsAtMs).field("reason", reason);
      case RoomEvent.Paused(var reason) -> type(out, "paused").field("reason", reason);
      case RoomEvent.Resumed() -> type(out, "resumed");
      case RoomEvent.FairWarningGiven(int count) -> type(out, "warning").field("count", count);
      case RoomEvent.AskSet(long amount) -> type(out, "ask").field("amount", amount);
      case RoomEvent.BidVoided(long bid, var reason) ->
          type(out, "voided").field("bid", bid).field("reason", reason);
      case RoomEvent.BidReinstated(long bid, var reason) ->
          type(out, "reinstated").field("bid", bid).field("reason", reason);
      case RoomEvent.Closed(var outcome, var reason) ->
          type(out, "closed").word("outcome", outcome.name()).field("reason", reason);
      case RoomEvent.Reopened(var reason) -> type(out, "reopened").field("reason", reason);
      case RoomEvent.BidderApproved(var bidder, int paddle) ->
          type(out, "approved").field("bidder", bidder).field("paddle", paddle);
    }
    out.close();
  }

  RoomEvent take(JsonIn in) throws Unfit {
    String type = in.text("type", Names.MAX_ID_CHARS);
    RoomEvent event =
        switch (type) {
          case "opened" -> new RoomEvent.Opened(terms.form(in.object("terms")));
          case "bid" -> bid(in);
          case "outage" -> new RoomEvent.OutageExtended(in.integer("endsAtMs", 0, Long.MAX_VALUE));
          case "postponed" ->
              new RoomEvent.Postponed(in.integer("endsAtMs", 0, Long.MAX_VALUE), reason(in));
          case "paused" -> new RoomEvent.Paused(reason(in));
          case "resumed" -> new RoomEvent.Resumed();
          case "warning" ->
              new RoomEvent.FairWarningGiven((int) in.integer("count", 1, Wish.MAX_FAIR_WARNINGS));
          case "ask" -> new RoomEvent.AskSet(in.integer("amount", 1, Amount.MAX_MINOR));
          case "voided" ->
              new RoomEvent.BidVoided(in.integer("bid", 1, Long.MAX_VALUE), reason(in));
          case "reinstated" ->
              new RoomEvent.BidReinstated(in.integer("bid", 1, Long.MAX_VALUE), reason(in));
          case "closed" ->
              new RoomEvent.Closed(in.choice("outcome", Standing.Outcome.class), reason(in));
          case "reopened" -> new RoomEvent.Reopened(reason(in));
          case "approved" ->
              new RoomEvent.BidderApproved(
                  in.id("bidder"), (int) in.integer("paddle", 1, Integer.MAX_VALUE));
          default -> throw in.unfit("type", "unknown");
        };
    in.end();
    return event;
  }

  private static JsonOut type(JsonOut out, String type) {
    return out.word("type", type);
  }

  private static void bid(JsonOut out, RoomEvent.BidPlaced bid) {
    out.field("bid", bid.bid())
        .word("bidder", bid.bidder())
        .word("kind", bid.kind().name())
        .field("outbidAtOnce", bid.outbidAtOnce());
    maybe(out, "extendedToMs", bid.extendedToMs());
  }

  private static RoomEvent.BidPlaced bid(JsonIn in) throws Unfit {
    return new RoomEvent.BidPlaced(
        in.integer("bid", 1, Long.MAX_VALUE),
        in.id("bidder"),
        in.choice("kind", RoomEvent.BidPlaced.Kind.class),
        in.flag("outbidAtOnce"),
        in.maybeInteger("extendedToMs", 0, Long.MAX_VALUE));
  }

  static void maybe(JsonOut out, String name, OptionalLong value) {
    if (value.isPresent()) {
      out.field(name, value.getAsLong());
    }
  }

  private static String reason(JsonIn in) throws Unfit {
    return in.text("reason", Wish.MAX_REASON_CHARS);
  }
}
