package dev.gavel.bids.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.Increments;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// One worked example, run through a live room.
final class VectorRun {
  private static final CommandCodec CODEC = new CommandCodec();
  private static final Author STAFF = new Author("ADMIN", Role.STAFF);

  private final LiveRoom room = LiveRoom.unopened("room");
  private long offset;

  private VectorRun() {}

  /// What differs; empty when the vector passes.
  static List<String> differences(JsonNode vector) {
    VectorRun run = new VectorRun();
    run.decide(0, STAFF, "open", new Wish.Open(terms(vector)), RoomCommand.NO_DEADLINE);
    List<String> differences = new ArrayList<>();
    int number = 0;
    for (JsonNode step : vector.path("steps")) {
      number++;
      JsonNode cmd = step.path("cmd");
      Decision decision =
          run.decide(
              cmd.path("t").longValue(),
              author(cmd),
              cmd.path("id").asText("step-" + number),
              wish(cmd),
              cmd.path("notAfter").asLong(RoomCommand.NO_DEADLINE));
      String at = "step " + number + " ";
      compare(
          at + "result.",
          step.path("result"),
          VectorWords.result(decision, cmd, run.room),
          differences);
      compare(at + "state.", step.path("state"), VectorWords.state(run.room), differences);
    }
    return differences;
  }

  private Decision decide(long timeMs, Author by, String id, Wish wish, long notAfterMs) {
    RoomCommand command = new RoomCommand("room", id, by, notAfterMs, wish);
    return room.decide(new LogEntry(new Place(0, offset++), timeMs, CODEC.write(command), command));
  }

  private static void compare(
      String at, JsonNode expected, Map<String, String> found, List<String> differences) {
    expected
        .properties()
        .forEach(key -> {
          String wanted = key.getValue().isNull() ? "none" : key.getValue().asText();
          String given = found.getOrDefault(key.getKey(), "none");
          if (!wanted.equals(given)) {
            differences.add(at + key.getKey() + ": " + wanted + " expected, " + given);
          }
        });
  }

  private static Author author(JsonNode cmd) {
    if (cmd.path("op").asText().equals("tick")) {
      return new Author("worker", Role.WORKER);
    }
    String by = cmd.path("by").asText();
    return by.equals("ADMIN") ? STAFF : new Author(by, Role.BIDDER);
  }

  // Justification: a table, a line an op.
  private static Wish wish(JsonNode cmd) {
    Amount amount =
        Amount.of(
            cmd.hasNonNull("amount") ? cmd.get("amount") : JsonNodeFactory.instance.nullNode());
    String who = cmd.path("who").asText();
    long bid = cmd.path("seq").longValue();
    return switch (cmd.path("op").asText()) {
      case "bid" -> new Wish.Bid(amount);
      case "max" -> new Wish.Maximum(amount);
      case "tick" -> new Wish.Tick();
      case "void" -> new Wish.VoidBid(bid, "");
      case "reinstate" -> new Wish.Reinstate(bid, "");
      case "pause" -> new Wish.Pause("");
      case "resume" -> new Wish.Resume();
      case "warn" -> new Wish.FairWarning(cmd.path("n").intValue());
      case "hammer" -> new Wish.Hammer();
      case "pass" -> new Wish.Pass();
      case "ask" -> new Wish.SetAsk(amount);
      case "floor" -> new Wish.FloorBid(cmd.path("paddle").intValue(), amount);
      case "reopen" -> new Wish.Reopen(cmd.path("endsAt").asLong(0), "");
      case "withdraw" -> new Wish.Withdraw("");
      case "block" -> new Wish.Block(who, "");
      case "unblock" -> new Wish.Unblock(who);
      case "approve" -> new Wish.Approve(who);
      case "limit" -> new Wish.Limit(who, amount);
      case String op -> throw new IllegalArgumentException("op " + op);
    };
  }

  private static RoomTerms terms(JsonNode vector) {
    JsonNode config = vector.path("config");
    boolean timed = config.path("room").asText("TIMED").equals("TIMED");
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        config.path("seller").asText("S"),
        "KRW",
        timed ? RoomTerms.Mode.TIMED : RoomTerms.Mode.AUCTIONEER,
        config.path("start").asLong(100_000),
        config.hasNonNull("reserve")
            ? OptionalLong.of(config.get("reserve").longValue())
            : OptionalLong.empty(),
        increments(vector.path("table")),
        config.path("opens").asLong(0),
        timed ? config.path("closes").asLong(60_000) : 0,
        new RoomTerms.SoftClose(
            RoomTerms.SoftClose.Extend.valueOf(config.path("mode").asText("RESET")),
            config.path("window").asLong(30_000),
            config.path("extend").asLong(30_000)),
        timed ? config.path("maxEnd").asLong(0) : 0,
        config.path("outageGap").asLong(0),
        config.path("outageExtend").asLong(0),
        config.hasNonNull("approved")
            ? Optional.of(texts(config.get("approved")))
            : Optional.empty(),
        texts(config.path("blocked")),
        limits(config.path("limits")));
  }

  private static Increments increments(JsonNode table) {
    List<Increments.Tier> tiers = new ArrayList<>();
    table.forEach(
        tier -> tiers.add(new Increments.Tier(tier.path(0).longValue(), tier.path(1).longValue())));
    return new Increments("vector", tiers);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Map<String, Long> limits(JsonNode node) {
    Map<String, Long> limits = new HashMap<>();
    node.properties().forEach(limit -> limits.put(limit.getKey(), limit.getValue().longValue()));
    return limits;
  }
}
