package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.local.load.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Joins, history and own bids of a room after a million bids, of rooms after thousands, and of one
/// that is empty, in turns in one run.
final class RoomSizeBenchmark implements Benchmark {
  private static final Duration FILL_LIMIT = Duration.ofMinutes(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 100;

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    BenchmarkSizes sizes = setting.sizes();
    List<String> options = List.of("--users", "120", "--rooms", Integer.toString(sizes.rooms + 2));
    try (LocalRun system = LocalRun.start(setting.checkout(), setting.unused("size"), options)) {
      Target target = system.target();
      List<String> rooms = target.rooms().stream().map(Target.Room::id).toList();
      List<Kind> kinds =
          List.of(
              new Kind("empty room", rooms.subList(0, 1)),
              new Kind(sizes.commands + " bids", rooms.subList(1, 2)),
              new Kind(
                  sizes.rooms + " rooms of " + sizes.commands / sizes.rooms,
                  rooms.subList(2, 2 + sizes.rooms)));
      fill(system, target, sizes, kinds);
      Samples own = new Samples("own bids");
      probe(target, sizes.probes, kinds, own);
      double empty = kinds.getFirst().joins().percentile(99);
      List<Measurement> found = new ArrayList<>();
      kinds.forEach(kind -> found.add(kind.measurement(empty)));
      found.add(new Measurement("room size", "over all rooms", own.figures()));
      return found;
    }
  }

  /// Rooms that are as full as each other, and what was found in them.
  private record Kind(String name, List<String> rooms, Samples joins, List<Samples> pages) {
    Kind(String name, List<String> rooms) {
      this(
          name,
          rooms,
          new Samples("join"),
          List.of(
              new Samples("history, newest page"),
              new Samples("history, middle page"),
              new Samples("history, oldest page")));
    }

    String room(int i) {
      return rooms.get(i % rooms.size());
    }

    Measurement measurement(double emptyJoinP99) {
      List<Figure> figures = new ArrayList<>(joins.figures());
      if (!joins.hopeless() && emptyJoinP99 > 0) {
        figures.add(
            Figure.less("join p99, of the empty room's", joins.percentile(99) / emptyJoinP99, ""));
      }
      pages.forEach(each -> figures.addAll(each.figures()));
      return new Measurement("room size", name, figures);
    }
  }

  private static void fill(LocalRun system, Target target, BenchmarkSizes sizes, List<Kind> kinds)
      throws Exception {
    List<String> bidders = target.users().subList(0, 100);
    try (CommandFeed feed = new CommandFeed(target.stores().kafka())) {
      for (Kind kind : kinds.subList(1, kinds.size())) {
        long wanted = feed.decided() + sizes.commands;
        feed.append(
            sizes.commands,
            IntStream.range(0, kind.rooms().size())
                .mapToObj(i -> new CommandMix(kind.room(i), bidders, "f", 1 + i))
                .toList());
        system.process().await("decisions", FILL_LIMIT, () -> feed.decided() >= wanted);
      }
    }
  }

  private static void probe(Target target, int probes, List<Kind> kinds, Samples own)
      throws IOException, InterruptedException {
    List<String> tokens = target.tokens();
    try (RoomProbe probe = new RoomProbe(target.ports().getFirst())) {
      for (int i = -probes / 10; i < probes; i++) {
        if (i == 0) {
          kinds.forEach(kind -> kind.joins().clear()); // the first tenth warms up
          kinds.forEach(kind -> kind.pages().forEach(Samples::clear));
        }
        int turn = i + probes;
        String token = tokens.get(turn % tokens.size());
        page(probe, token, "/api/me/bids?limit=" + PAGE, own);
        for (Kind kind : kinds) {
          join(probe, token, kind, turn);
          history(probe, token, kind, turn);
        }
      }
    }
  }

  private static void join(RoomProbe probe, String token, Kind kind, int turn)
      throws IOException, InterruptedException {
    if (kind.joins().hopeless()) {
      return;
    }
    OptionalDouble ms = probe.join(token, kind.room(turn));
    ms.ifPresentOrElse(kind.joins()::took, kind.joins()::failed);
  }

  private static void history(RoomProbe probe, String token, Kind kind, int turn)
      throws IOException, InterruptedException {
    String path = "/api/rooms/" + kind.room(turn) + "/bids?limit=" + PAGE;
    String newest = page(probe, token, path, kind.pages().get(0));
    // A cursor counts from the room's or its partition's beginning: a part of it is further back.
    long next = JSON.readTree(newest).path("next").asLong();
    if (next > 0) {
      page(probe, token, path + "&before=" + next / 2, kind.pages().get(1));
      page(probe, token, path + "&before=" + Math.min(next, 2 * PAGE), kind.pages().get(2));
    }
  }

  private static String page(RoomProbe probe, String token, String path, Samples into)
      throws IOException, InterruptedException {
    if (into.hopeless()) {
      return "{}";
    }
    RoomProbe.Page page = probe.get(token, path);
    if (page.status() == 200) {
      into.took(page.ms());
      return page.text();
    }
    into.failed();
    return "{}";
  }
}
