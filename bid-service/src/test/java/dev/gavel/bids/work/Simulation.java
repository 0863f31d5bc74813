package dev.gavel.bids.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.log.MemoryTopic;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.MemoryAnnouncer;
import dev.gavel.bids.results.MemoryResultLog;
import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Wish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.bson.Document;

/// Workers that crash between any two stages, servers that are away now and then, partitions that
/// move, and workers that do not know that they were replaced: by seed, in one thread. Each
/// worker's partitions, and the stages of their overlapping batches, are interleaved by chance.
final class Simulation {
  private static final int PARTITIONS = 2;
  private static final int ROOMS = 8;
  private static final long SOFT_MS = 2_000;
  private static final long GAP_MS = 8_000;
  private static final int STEPS = 400;
  private static final int MOST_DRAINING_STEPS = 20_000;

  private final Random random;
  private final MemoryTopic topic = new MemoryTopic("topic", PARTITIONS);
  private final MemoryProjectionStore view = new MemoryProjectionStore();
  private final MemoryResultLog results = new MemoryResultLog();
  private final MemoryAnnouncer announcer = new MemoryAnnouncer();
  private final StageExecutor stages;
  private final CommitOrder order;
  private final List<RoomCommand> sent = new ArrayList<>();
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<SimulatedWorker> zombies = new ArrayList<>();
  private long nowMs = 1_000;
  int crashes;

  /// Ends that were moved by the room before, and commands for it that were there again.
  int cascades;

  int repeats;

  Simulation(long seed, CommitOrder order) {
    this.random = new Random(seed);
    this.order = order;
    LawWatch laws = new LawWatch(topic);
    this.stages =
        new StageExecutor(
            new FlakyView(laws.store(view), random),
            laws.results(results, this::away),
            laws.cascades(new Cascades()),
            laws.announcer(announcer),
            new TopicIdentity(this::askTopicId));
  }

  private CompletableFuture<String> askTopicId() {
    return away()
        .<CompletableFuture<String>>map(CompletableFuture::failedFuture)
        .orElseGet(() -> CompletableFuture.completedFuture(topic.id()));
  }

  void run() {
    start();
    for (int i = 0; i < STEPS; i++) {
      step();
    }
    drain();
  }

  private void start() {
    workers.add(new SimulatedWorker(topic, stages, order, random));
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0 -> crash();
      case 1 -> {
        if (workers.size() < 3) {
          start();
        }
      }
      case 2 -> topic.expel(any(workers).log);
      case 3, 4, 5 -> append();
      case 6, 7 -> zombies.forEach(SimulatedWorker::advance);
      case 8, 9, 10, 11 -> any(workers).turn(nowMs);
      default -> any(workers).advance();
    }
  }

  /// It may go on storing for a while: then it is a zombie.
  private void crash() {
    SimulatedWorker crashed = any(workers);
    workers.remove(crashed);
    topic.expel(crashed.log);
    crashes++;
    if (random.nextBoolean()) {
      zombies.add(crashed);
    }
    if (workers.isEmpty()) {
      start();
    }
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private void append() {
    nowMs += random.nextInt(400);
    if (random.nextInt(20) == 0) {
      byte[] garbage = "{\"v\":9}".getBytes(StandardCharsets.UTF_8);
      topic.append(random.nextInt(PARTITIONS), nowMs, "r0", garbage, Optional.empty());
      return;
    }
    RoomCommand command =
        !sent.isEmpty() && random.nextInt(5) == 0
            ? any(sent)
            : command("r" + random.nextInt(ROOMS));
    sent.add(command);
    topic.append(
        home(command.room()),
        nowMs,
        command.room(),
        new CommandCodec().write(command),
        Optional.of("gateway"));
  }

  private RoomCommand command(String room) {
    String id = "c" + sent.size();
    return switch (random.nextInt(12)) {
      case 0, 1 -> open(room, nowMs + 1 + random.nextInt(6_000));
      case 2 -> Commands.staff(room, id, new Wish.Reopen(nowMs + 3_000, "again"));
      case 3 -> Commands.staff(room, id, new Wish.Tick());
      default ->
          Commands.bid(room, "b" + random.nextInt(3), id, 100_000 + 50_000L * random.nextInt(40));
    };
  }

  /// Each room but the last moves the next one's end.
  private RoomCommand open(String room, long closesAtMs) {
    int number = Integer.parseInt(room.substring(1));
    return number == ROOMS - 1
        ? Commands.openLast(room, closesAtMs, SOFT_MS)
        : Commands.openBefore(
            room, new RoomTerms.NextLot("r" + (number + 1), GAP_MS), closesAtMs, SOFT_MS);
  }

  private static int home(String room) {
    return Integer.parseInt(room.substring(1)) % PARTITIONS;
  }

  /// Kafka is away now and then.
  private Optional<Away> away() {
    return random.nextInt(8) == 0
        ? Optional.of(
            new Away(Away.Server.KAFKA, "appending", new IllegalStateException("simulated")))
        : Optional.empty();
  }

  /// Appends what follows; is away now and then, also when it was appended.
  private final class Cascades implements CascadeLog {
    @Override
    public CompletableFuture<Void> append(List<RoomCommand> commands) {
      for (RoomCommand command : commands) {
        Optional<Away> before = away();
        if (before.isPresent()) {
          return CompletableFuture.failedFuture(before.get());
        }
        byte[] bytes = new CommandCodec().write(command);
        topic.append(home(command.room()), nowMs, command.room(), bytes, Optional.empty());
        Optional<Away> after = away();
        if (after.isPresent()) {
          return CompletableFuture.failedFuture(after.get());
        }
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  private void drain() {
    // The first few, so that whoever was expelled is back.
    for (int i = 0; i < 40 || busy(); i++) {
      assertThat(i).as("it comes to an end").isLessThan(MOST_DRAINING_STEPS);
      workers.forEach(worker -> worker.turn(nowMs));
      workers.forEach(SimulatedWorker::advance);
      zombies.forEach(SimulatedWorker::advance);
    }
  }

  private boolean busy() {
    return workers.stream().anyMatch(SimulatedWorker::busy)
        || zombies.stream().anyMatch(SimulatedWorker::storesMore);
  }

  /// Compares everything with a fold of the log that knows nothing of workers.
  void check() {
    Map<Place, Decision> expected = new LinkedHashMap<>();
    List<Place> unreadable = new ArrayList<>();
    Map<String, LiveRoom> rooms = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (LoggedRecord record : topic.records(partition, 0)) {
        switch (Line.of(record, new CommandCodec())) {
          case Line.Skipped skipped -> unreadable.add(skipped.record().place());
          case Line.Command command ->
              expected.put(
                  record.place(),
                  rooms
                      .computeIfAbsent(command.room(), LiveRoom::unopened)
                      .decide(command.entry()));
        }
      }
    }
    workers.forEach(SimulatedWorker::settleDown);
    workers.forEach(worker -> assertThat(worker.condition.haltedPartitions()).isZero());
    checkView(expected, rooms);
    checkResults(expected, unreadable);
    checkTold(expected);
    checkCascades(expected.values());
    // One a partition stays for late commands, and what woke since the last batch was stored.
    assertThat(workers.stream().mapToInt(SimulatedWorker::rooms).sum()).isLessThanOrEqualTo(ROOMS);
  }

  private void checkView(Map<Place, Decision> expected, Map<String, LiveRoom> rooms) {
    Map<String, Document> bids = view.bids();
    assertThat(bids).hasSameSizeAs(expected.keySet());
    expected
        .values()
        .forEach(decision ->
            assertThat(bids.get(decision.room() + ":" + decision.place().offset()))
                .isNotNull()
                .containsEntry("receipt", decision.receipt())
                .containsEntry("sequence", decision.sequence()));
    rooms.forEach((name, room) ->
        assertThat(view.rooms().get(name))
            .isNotNull()
            .containsEntry("sequence", room.view().sequence())
            .containsEntry("offset", lastOffset(expected, name))
            .containsEntry("receipt", room.view().receipt()));
  }

  private static long lastOffset(Map<Place, Decision> decisions, String room) {
    return decisions.values().stream()
        .filter(decision -> decision.room().equals(room))
        .mapToLong(decision -> decision.place().offset())
        .max()
        .orElseThrow();
  }

  private void checkResults(Map<Place, Decision> expected, List<Place> unreadable) {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int home = partition;
      assertThat(new LinkedHashSet<>(results.results()))
          .filteredOn(decision -> decision.place().partition() == home)
          .containsExactlyElementsOf(
              expected.values().stream().filter(d -> d.place().partition() == home).toList());
    }
    assertThat(results.unreadable().stream().map(one -> one.record().place()).distinct())
        .containsExactlyInAnyOrderElementsOf(unreadable);
  }

  /// Every end that moved while a next lot was named was told to it, and had one effect at most.
  private void checkCascades(Collection<Decision> decisions) {
    Map<String, Long> ends = new HashMap<>();
    Set<String> asked = new LinkedHashSet<>();
    for (Decision decision : decisions) {
      OptionalLong end =
          decision.updates().stream()
              .flatMapToLong(update -> update.standing().endsAtMs().stream())
              .reduce((_, last) -> last);
      if (end.isPresent()) {
        Long before = ends.put(decision.room(), end.getAsLong());
        boolean last = decision.room().equals("r" + (ROOMS - 1));
        if (before != null && before < end.getAsLong() && !last) {
          asked.add("cascade:" + decision.room() + ":" + decision.sequence());
        }
      }
    }
    List<Decision> heard =
        decisions.stream().filter(decision -> decision.op().equals("postpone")).toList();
    assertThat(new LinkedHashSet<>(heard.stream().map(Decision::id).toList()))
        .containsExactlyInAnyOrderElementsOf(asked);
    List<String> effects =
        heard.stream().filter(one -> !one.updates().isEmpty()).map(Decision::id).toList();
    cascades += effects.size();
    repeats += heard.size() - asked.size();
  }

  private void checkTold(Map<Place, Decision> expected) {
    for (int i = 0; i < ROOMS; i++) {
      String room = "r" + i;
      List<RoomUpdate> updates =
          expected.values().stream()
              .filter(decision -> decision.room().equals(room))
              .flatMap(decision -> decision.updates().stream())
              .toList();
      assertThat(new LinkedHashSet<>(announcer.told(room))).containsExactlyElementsOf(updates);
    }
    // Nobody waits for what follows from another room.
    assertThat(new LinkedHashSet<>(announcer.answers("gateway")))
        .containsExactlyInAnyOrderElementsOf(
            expected.values().stream().filter(one -> !one.op().equals("postpone")).toList());
  }
}
