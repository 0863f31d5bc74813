package dev.gavel.model;

/// The fields of an answer inside a decision (README: "Answers").
final class AnswerJson {

  void put(JsonOut out, Answer answer) {
    out.open();
    switch (answer) {
      case Answer.Leading(long bid, long price, var extendedToMs) -> {
        status(out, "leading").field("bid", bid).field("price", price);
        EventJson.maybe(out, "extendedToMs", extendedToMs);
      }
      case Answer.OutbidAtOnce(long bid, long price, var extendedToMs) -> {
        status(out, "outbid").field("bid", bid).field("price", price);
        EventJson.maybe(out, "extendedToMs", extendedToMs);
      }
      case Answer.MaximumSet(long bid, long price, boolean raised) ->
          status(out, "maximum").field("bid", bid).field("price", price).field("raised", raised);
      case Answer.MaximumUnchanged() -> status(out, "unchanged");
      case Answer.Done done -> done(status(out, "done"), done);
      case Answer.Ticked() -> status(out, "ticked");
      case Answer.Refused(var code, var minimum) -> {
        status(out, "refused").word("code", code.name());
        EventJson.maybe(out, "minimum", minimum);
      }
    }
    out.close();
  }

  Answer take(JsonIn in) throws Unfit {
    String status = in.text("status", Names.MAX_ID_CHARS);
    Answer answer =
        switch (status) {
          case "leading" ->
              new Answer.Leading(
                  bid(in), price(in), in.maybeInteger("extendedToMs", 0, Long.MAX_VALUE));
          case "outbid" ->
              new Answer.OutbidAtOnce(
                  bid(in), price(in), in.maybeInteger("extendedToMs", 0, Long.MAX_VALUE));
          case "maximum" -> new Answer.MaximumSet(bid(in), price(in), in.flag("raised"));
          case "unchanged" -> new Answer.MaximumUnchanged();
          case "done" -> done(in);
          case "ticked" -> new Answer.Ticked();
          case "refused" ->
              new Answer.Refused(
                  in.choice("code", Refusal.class),
                  in.maybeInteger("minimum", 1, 2 * Amount.MAX_MINOR));
          default -> throw in.unfit("status", "unknown");
        };
    in.end();
    return answer;
  }

  private static JsonOut status(JsonOut out, String status) {
    return out.word("status", status);
  }

  private static void done(JsonOut out, Answer.Done done) {
    out.field("op", done.op());
    EventJson.maybe(out, "paddle", done.paddle());
    EventJson.maybe(out, "price", done.price());
    if (done.leader().isPresent()) {
      out.field("leader", done.leader().get());
    }
    EventJson.maybe(out, "minimum", done.minimum());
  }

  private static Answer.Done done(JsonIn in) throws Unfit {
    return new Answer.Done(
        in.text("op", Names.MAX_ID_CHARS),
        in.maybeInteger("paddle", 1, Integer.MAX_VALUE),
        in.maybeInteger("price", 1, Amount.MAX_MINOR),
        in.maybeId("leader"),
        in.maybeInteger("minimum", 1, 2 * Amount.MAX_MINOR));
  }

  private static long bid(JsonIn in) throws Unfit {
    return in.integer("bid", 1, Long.MAX_VALUE);
  }

  private static long price(JsonIn in) throws Unfit {
    return in.integer("price", 1, Amount.MAX_MINOR);
  }
}
