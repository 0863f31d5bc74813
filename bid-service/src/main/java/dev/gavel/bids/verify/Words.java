package dev.gavel.bids.verify;

import dev.gavel.model.Answer;
import dev.gavel.model.Standing;
import java.time.Instant;
import java.util.OptionalLong;

/// How a room stands, and what was answered, in a line.
final class Words {
  private Words() {}

  static String of(Standing standing) {
    StringBuilder words = new StringBuilder(standing.phase().name());
    standing.outcome().ifPresent(outcome -> words.append(' ').append(outcome));
    words.append(", ").append(standing.bids()).append(" bids");
    standing.price().ifPresent(price -> words.append(", price ").append(price));
    standing.leader().ifPresent(leader -> words.append(" of ").append(leader));
    standing.endsAtMs().ifPresent(endMs -> words.append(", end ").append(time(endMs)));
    return words.toString();
  }

  static String outcome(Standing standing) {
    return standing.outcome().map(Enum::name).orElse(standing.phase().name());
  }

  static String number(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
  }

  static String end(Standing standing) {
    return standing.endsAtMs().isPresent() ? time(standing.endsAtMs().getAsLong()) : "-";
  }

  static String of(Answer answer) {
    return switch (answer) {
      case Answer.Leading(_, long price, var extended) -> "leads at " + price + until(extended);
      case Answer.OutbidAtOnce(_, long price, var extended) ->
          "outbid at once, price " + price + until(extended);
      case Answer.MaximumSet(_, long price, boolean raised) ->
          (raised ? "maximum raised" : "maximum lowered") + ", price " + price;
      case Answer.MaximumUnchanged _ -> "maximum unchanged";
      case Answer.Done _ -> "done";
      case Answer.Ticked _ -> "ticked";
      case Answer.Refused(var code, var minimum) ->
          "refused " + code + (minimum.isPresent() ? ", minimum " + minimum.getAsLong() : "");
    };
  }

  private static String until(OptionalLong extendedToMs) {
    return extendedToMs.isPresent() ? ", end moves to " + time(extendedToMs.getAsLong()) : "";
  }

  private static String time(long epochMs) {
    return Instant.ofEpochMilli(epochMs).toString();
  }
}
