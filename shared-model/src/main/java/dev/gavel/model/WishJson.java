package dev.gavel.model;

/// The fields of a wish inside a command (README: "Commands").
final class WishJson {
  private final TermsCodec terms = new TermsCodec();

  void put(JsonOut out, Wish wish) {
    out.field("op", wish.op());
    switch (wish) {
      case Wish.Bid(var amount) -> amount(out, amount);
      case Wish.Maximum(var amount) -> amount(out, amount);
      case Wish.Open(var opened) -> terms.object(out.name("terms"), opened);
      case Wish.Pause(var reason) -> out.field("reason", reason);
      case Wish.FairWarning(int count) -> out.field("count", count);
      case Wish.SetAsk(var amount) -> amount(out, amount);
      case Wish.FloorBid(int paddle, var amount) -> amount(out.field("paddle", paddle), amount);
      case Wish.VoidBid(long bid, var reason) -> out.field("bid", bid).field("reason", reason);
      case Wish.Reinstate(long bid, var reason) -> out.field("bid", bid).field("reason", reason);
      case Wish.Reopen(long ends, var why) -> out.field("endsAtMs", ends).field("reason", why);
      case Wish.Postpone(long closes, var why) ->
          out.field("closesAtMs", closes).field("reason", why);
      case Wish.Withdraw(var reason) -> out.field("reason", reason);
      case Wish.Block(var who, var reason) -> out.field("bidder", who).field("reason", reason);
      case Wish.Unblock(var bidder) -> out.field("bidder", bidder);
      case Wish.Approve(var bidder) -> out.field("bidder", bidder);
      case Wish.Limit(var bidder, var amount) -> amount(out.field("bidder", bidder), amount);
      case Wish.Resume _, Wish.Hammer _, Wish.Pass _, Wish.Tick _ -> {}
    }
  }

  Wish take(JsonIn in) throws Unfit {
    String op = in.text("op", Names.MAX_ID_CHARS);
    return switch (op) {
      case "bid" -> new Wish.Bid(amount(in));
      case "max" -> new Wish.Maximum(amount(in));
      case "open" -> new Wish.Open(terms.form(in.object("terms")));
      case "pause" -> new Wish.Pause(reason(in));
      case "resume" -> new Wish.Resume();
      case "warn" -> new Wish.FairWarning((int) in.integer("count", 1, Wish.MAX_FAIR_WARNINGS));
      case "hammer" -> new Wish.Hammer();
      case "pass" -> new Wish.Pass();
      case "ask" -> new Wish.SetAsk(amount(in));
      case "floor" -> new Wish.FloorBid((int) in.integer("paddle", 1, Wish.MAX_PADDLE), amount(in));
      case "void" -> new Wish.VoidBid(bid(in), reason(in));
      case "reinstate" -> new Wish.Reinstate(bid(in), reason(in));
      case "reopen" ->
          new Wish.Reopen(in.integer("endsAtMs", 0, RoomTerms.MAX_TIME_MS), reason(in));
      case "postpone" ->
          new Wish.Postpone(in.integer("closesAtMs", 0, RoomTerms.MAX_TIME_MS), reason(in));
      case "withdraw" -> new Wish.Withdraw(reason(in));
      case "block" -> new Wish.Block(in.id("bidder"), reason(in));
      case "unblock" -> new Wish.Unblock(in.id("bidder"));
      case "approve" -> new Wish.Approve(in.id("bidder"));
      case "limit" -> new Wish.Limit(in.id("bidder"), amount(in));
      case "tick" -> new Wish.Tick();
      default -> throw in.unfit("op", "unknown");
    };
  }

  private static void amount(JsonOut out, Amount amount) {
    switch (amount) {
      case Amount.Exact(long minor) -> out.field("amount", minor);
      case Amount.Invalid(var text) -> out.field("amount", text);
      case Amount.TooLarge(var text) -> out.field("amount", text);
    }
  }

  private static Amount amount(JsonIn in) throws Unfit {
    return Amount.of(in.raw("amount"));
  }

  private static long bid(JsonIn in) throws Unfit {
    return in.integer("bid", 1, Amount.MAX_MINOR);
  }

  private static String reason(JsonIn in) throws Unfit {
    return in.text("reason", Wish.MAX_REASON_CHARS);
  }
}
