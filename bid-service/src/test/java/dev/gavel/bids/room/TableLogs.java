package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.Increments;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Runs a table: its first line are the terms, each further one a command, its answer and how the
/// room stands after it. Answers the same table with what really happened.
final class TableLogs {
  private static final CommandCodec CODEC = new CommandCodec();

  private static final Increments TEN = new Increments("ten", List.of(new Increments.Tier(0, 10)));

  private final LiveRoom room = LiveRoom.unopened("room");
  private long offset;

  private TableLogs() {}

  static List<String> run(List<String> lines) {
    TableLogs run = new TableLogs();
    run.decide(0, "ADMIN", "open", new Wish.Open(terms(lines.getFirst())));
    List<String> rows = new ArrayList<>(List.of(lines.getFirst()));
    for (String line : lines.subList(1, lines.size())) {
      String command = line.split("\\|", -1)[0].strip();
      List<String> words = List.of(command.split(" +", -1));
      Decision decision =
          run.decide(
              Long.parseLong(words.get(0)),
              words.get(1),
              "c" + run.offset,
              wish(words.subList(2, words.size())));
      rows.add(
          "%-28s | %-28s | %s"
              .formatted(command, answer(decision), standing(run.room.view().standing())));
    }
    return rows;
  }

  private Decision decide(long timeMs, String by, String id, Wish wish) {
    Role role =
        switch (by) {
          case "ADMIN" -> Role.STAFF;
          case "worker" -> Role.WORKER;
          default -> Role.BIDDER;
        };
    RoomCommand command =
        new RoomCommand("room", id, new Author(by, role), RoomCommand.NO_DEADLINE, wish);
    return room.decide(new LogEntry(new Place(0, offset++), timeMs, CODEC.write(command), command));
  }

  // Justification: a table, a line an op.
  private static Wish wish(List<String> words) {
    String last = words.getLast();
    return switch (words.getFirst()) {
      case "bid" -> new Wish.Bid(Amount.parse(last));
      case "max" -> new Wish.Maximum(Amount.parse(last));
      case "tick" -> new Wish.Tick();
      case "void" -> new Wish.VoidBid(Long.parseLong(last), "");
      case "reinstate" -> new Wish.Reinstate(Long.parseLong(last), "");
      case "pause" -> new Wish.Pause("");
      case "resume" -> new Wish.Resume();
      case "warn" -> new Wish.FairWarning(Integer.parseInt(last));
      case "hammer" -> new Wish.Hammer();
      case "pass" -> new Wish.Pass();
      case "ask" -> new Wish.SetAsk(Amount.parse(last));
      case "floor" -> new Wish.FloorBid(Integer.parseInt(words.get(1)), Amount.parse(last));
      case "reopen" -> new Wish.Reopen(words.size() == 1 ? 0 : Long.parseLong(last), "");
      case "postpone" -> new Wish.Postpone(Long.parseLong(last), "");
      case "withdraw" -> new Wish.Withdraw("");
      case "block" -> new Wish.Block(last, "");
      case "unblock" -> new Wish.Unblock(last);
      case "approve" -> new Wish.Approve(last);
      case "limit" -> new Wish.Limit(words.get(1), Amount.parse(last));
      case String op -> throw new IllegalArgumentException("op " + op);
    };
  }

  private static String answer(Decision decision) {
    String outage =
        decision.updates().stream()
            .filter(update -> update.event() instanceof RoomEvent.OutageExtended)
            .map(_ -> "outage, ")
            .findFirst()
            .orElse("");
    return outage
        + switch (decision.answer()) {
          case Answer.Leading(long bid, long price, var end) ->
              "#" + bid + " leads " + price + until(end);
          case Answer.OutbidAtOnce(long bid, long price, var end) ->
              "#" + bid + " outbid " + price + until(end);
          case Answer.MaximumSet(long bid, long price, boolean raised) ->
              "#" + bid + (raised ? " raised " : " lowered ") + price;
          case Answer.MaximumUnchanged _ -> "unchanged";
          case Answer.Ticked _ -> "ticked";
          case Answer.Done done ->
              "done" + (done.paddle().isPresent() ? " paddle " + done.paddle().getAsLong() : "");
          case Answer.Refused(var code, var minimum) ->
              code + (minimum.isPresent() ? " " + minimum.getAsLong() : "");
        };
  }

  private static String until(OptionalLong endMs) {
    return endMs.isPresent() ? " until " + endMs.getAsLong() : "";
  }

  private static String standing(Standing standing) {
    List<String> words = new ArrayList<>();
    words.add(standing.paused() ? "PAUSED" : standing.phase().name());
    standing.outcome().ifPresent(outcome -> words.add(outcome.name()));
    standing.leader().ifPresent(words::add);
    standing.price().ifPresent(price -> words.add(Long.toString(price)));
    standing.minimum().ifPresent(minimum -> words.add("min " + minimum));
    standing.endsAtMs().ifPresent(endMs -> words.add("end " + endMs));
    standing.reserveMet().ifPresent(met -> words.add(met ? "met" : "not met"));
    if (standing.warnings() > 0) {
      words.add("warned " + standing.warnings());
    }
    return String.join(" ", words);
  }

  private static RoomTerms terms(String line) {
    Map<String, String> said = new HashMap<>();
    for (String word : List.of(line.split(" +", -1))) {
      int at = word.indexOf('=');
      said.put(at < 0 ? "mode" : word.substring(0, at), word.substring(at + 1));
    }
    RoomTerms.Mode mode = RoomTerms.Mode.valueOf(said.getOrDefault("mode", "TIMED"));
    return new RoomTerms(
        RoomTerms.RULES,
        "item",
        "S",
        "KRW",
        mode,
        100,
        said.containsKey("reserve")
            ? OptionalLong.of(number(said, "reserve", 0))
            : OptionalLong.empty(),
        TEN,
        number(said, "opens", 0),
        number(said, "closes", mode == RoomTerms.Mode.TIMED ? 60_000 : 0),
        softClose(said),
        number(said, "hard", 0),
        number(said, "gap", 0),
        number(said, "outage", 0),
        said.containsKey("approved") ? Optional.of(List.of()) : Optional.empty(),
        List.of(),
        Map.of());
  }

  private static RoomTerms.SoftClose softClose(Map<String, String> said) {
    return new RoomTerms.SoftClose(
        RoomTerms.SoftClose.Extend.valueOf(said.getOrDefault("extend", "RESET")),
        number(said, "window", 0),
        number(said, "by", 0));
  }

  private static long number(Map<String, String> said, String key, long usual) {
    return Long.parseLong(said.getOrDefault(key, Long.toString(usual)));
  }
}
