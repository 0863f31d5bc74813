package dev.gavel.gateway.words;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;

/// The answers to bids and commands, as their authors are told.
public final class AnswerWords {
  private AnswerWords() {}

  /// What the log decided.
  public static ObjectNode decided(Decision decision) {
    ObjectNode json = about(decision.id(), decision.room());
    switch (decision.answer()) {
      case Answer.Leading(long bid, long price, var extendedToMs) -> {
        json.put("status", "leading").put("bid", bid).put("price", price);
        extendedToMs.ifPresent(end -> json.put("extendedToMs", end));
      }
      case Answer.OutbidAtOnce(long bid, long price, var extendedToMs) -> {
        json.put("status", "outbid").put("bid", bid).put("price", price);
        extendedToMs.ifPresent(end -> json.put("extendedToMs", end));
      }
      case Answer.MaximumSet(long bid, long price, boolean raised) ->
          json.put("status", "maximum").put("bid", bid).put("price", price).put("raised", raised);
      case Answer.MaximumUnchanged() -> json.put("status", "unchanged");
      case Answer.Done done -> done(json, done);
      case Answer.Ticked() -> json.put("status", "done");
      case Answer.Refused refused -> refused(json, refused);
    }
    if (decision.duplicate()) {
      json.put("duplicate", true);
    }
    return json.put("place", decision.place().toString())
        .put("sequence", decision.sequence())
        .put("receipt", decision.receipt());
  }

  private static void done(ObjectNode json, Answer.Done done) {
    json.put("status", "done").put("op", done.op());
    done.paddle().ifPresent(paddle -> json.put("paddle", paddle));
    done.price().ifPresent(price -> json.put("price", price));
    done.minimum().ifPresent(minimum -> json.put("minimum", minimum));
  }

  private static void refused(ObjectNode json, Answer.Refused refused) {
    json.put("status", "refused")
        .put("code", refused.code().name())
        .put("message", RefusalWords.of(refused.code()))
        .put("retry", false);
    // Beyond the largest amount there is none that would do.
    refused
        .minimum()
        .ifPresent(least -> {
          if (least <= Amount.MAX_MINOR) {
            json.put("minimum", least);
          }
        });
  }

  /// In the log, not decided yet: `bid:answer` follows.
  public static ObjectNode pending(String id, String room, Place place) {
    return about(id, room).put("status", "pending").put("place", place.toString());
  }

  /// The most that a bidder may offer in a room, since the command at this place.
  public static ObjectNode limit(String room, long limit, Place place) {
    return ViewerJson.object().put("room", room).put("limit", limit).put("place", place.toString());
  }

  /// The gateway itself did not do it.
  public static ObjectNode refused(String id, String room, Complaint why) {
    ObjectNode json = about(id, room).put("status", "refused");
    json.setAll(why.json());
    return json;
  }

  /// Whether this refusal is worth an `error` event to a client that asked for no answer: all are.
  public static ObjectNode error(Refusal code) {
    return ViewerJson.object()
        .put("code", code.name())
        .put("message", RefusalWords.of(code))
        .put("retry", false);
  }

  private static ObjectNode about(String id, String room) {
    return ViewerJson.object().put("id", id).put("room", room);
  }
}
