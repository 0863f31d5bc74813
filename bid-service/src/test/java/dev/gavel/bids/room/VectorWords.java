package dev.gavel.bids.room;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.Standing;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Decisions and standings in the words of the vectors; what is none is left out.
final class VectorWords {
  private static final Map<String, String> DONE =
      Map.ofEntries(
          Map.entry("void", "VOIDED"),
          Map.entry("reinstate", "REINSTATED"),
          Map.entry("pause", "PAUSED"),
          Map.entry("resume", "RESUMED"),
          Map.entry("warn", "FAIR_WARNING"),
          Map.entry("hammer", "HAMMER"),
          Map.entry("pass", "PASSED"),
          Map.entry("ask", "ASK_SET"),
          Map.entry("reopen", "REOPENED"),
          Map.entry("withdraw", "WITHDRAWN"),
          Map.entry("block", "BIDDER_BLOCKED"),
          Map.entry("unblock", "BIDDER_UNBLOCKED"),
          Map.entry("approve", "BIDDER_APPROVED"),
          Map.entry("limit", "LIMIT_SET"));

  private VectorWords() {}

  static Map<String, String> result(Decision decision, JsonNode cmd, LiveRoom room) {
    Map<String, String> words = new HashMap<>();
    if (decision.duplicate()) {
      words.put("dup", "true");
    }
    decision.updates().forEach(update -> event(update.event(), words));
    switch (decision.answer()) {
      case Answer.Leading(long bid, long price, var extendedToMs) ->
          bid("LEADING", bid, price, extendedToMs, words);
      case Answer.OutbidAtOnce(long bid, long price, var extendedToMs) ->
          bid("OUTBID_AT_ONCE", bid, price, extendedToMs, words);
      case Answer.MaximumSet(long bid, long price, boolean raised) ->
          bid(raised ? "MAX_RAISED" : "MAX_LOWERED", bid, price, OptionalLong.empty(), words);
      case Answer.MaximumUnchanged() -> words.put("ev", "MAX_UNCHANGED");
      case Answer.Ticked() -> words.put("ev", "TICK");
      case Answer.Done done -> done(done, cmd, words);
      case Answer.Refused(var code, var minimum) -> {
        words.put("ev", "REJECTED");
        words.put("code", code.name());
        put("min", minimum, words);
      }
    }
    if (words.containsKey("seq")) {
      room.view().standing().leader().ifPresent(leader -> words.put("leader", leader));
    }
    return words;
  }

  static Map<String, String> state(LiveRoom room) {
    Standing standing = room.view().standing();
    Map<String, String> words = new HashMap<>();
    words.put("phase", standing.phase().name());
    words.put("paused", String.valueOf(standing.paused()));
    put("price", standing.price(), words);
    standing.leader().ifPresent(leader -> words.put("leader", leader));
    put("min", standing.minimum(), words);
    put("endsAt", standing.endsAtMs(), words);
    standing.reserveMet().ifPresent(met -> words.put("reserveMet", met.toString()));
    standing
        .outcome()
        .ifPresent(outcome ->
            words.put(
                "result",
                outcome == Standing.Outcome.SOLD
                    ? "SOLD "
                        + standing.leader().orElseThrow()
                        + " "
                        + standing.price().orElseThrow()
                    : outcome.name()));
    return words;
  }

  private static void event(RoomEvent event, Map<String, String> words) {
    if (event instanceof RoomEvent.OutageExtended(long endsAtMs)) {
      words.put("outageTo", String.valueOf(endsAtMs));
    }
    if (event instanceof RoomEvent.BidPlaced placed) {
      put("extendedTo", placed.extendedToMs(), words);
    }
  }

  private static void bid(
      String ev, long bid, long price, OptionalLong extendedToMs, Map<String, String> words) {
    words.put("ev", ev);
    words.put("seq", String.valueOf(bid));
    words.put("price", String.valueOf(price));
    put("extendedTo", extendedToMs, words);
  }

  private static void done(Answer.Done done, JsonNode cmd, Map<String, String> words) {
    words.put("ev", DONE.getOrDefault(done.op(), done.op()));
    put("paddle", done.paddle(), words);
    put("price", done.price(), words);
    put("min", done.minimum(), words);
    done.leader().ifPresent(leader -> words.put("leader", leader));
    copy(cmd, "who", "who", words);
    copy(cmd, "n", "n", words);
    copy(cmd, "seq", done.op().equals("void") ? "voided" : "reinstated", words);
  }

  private static void copy(JsonNode cmd, String from, String to, Map<String, String> words) {
    if (cmd.has(from)) {
      words.put(to, cmd.get(from).asText());
    }
  }

  private static void put(String key, OptionalLong value, Map<String, String> words) {
    value.ifPresent(number -> words.put(key, String.valueOf(number)));
  }
}
