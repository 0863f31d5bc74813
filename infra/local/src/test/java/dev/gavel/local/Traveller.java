package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// A person in one room who does as the protocol asks: comes back elsewhere when the connection
/// ends, with the number of the last update; and sends what was not answered again, under the same
/// id.
final class Traveller implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Stage stage;
  private final int number;
  private final Stage.Room room;
  private final List<JsonNode> updates = new CopyOnWriteArrayList<>();
  private final AtomicInteger resent = new AtomicInteger();
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final List<String> answeredTwice = new CopyOnWriteArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private final Thread living;
  private volatile PlainTab tab;
  private int gateway;
  private int read;
  private volatile boolean closed;

  private Traveller(HttpClient http, Stage stage, int number, Stage.Room room) throws Exception {
    this.http = http;
    this.stage = stage;
    this.number = number;
    this.room = room;
    this.gateway = number % 2;
    this.tab = sit();
    this.living = Thread.ofVirtual().name("traveller").start(this::live);
  }

  static Traveller sits(HttpClient http, Stage stage, int number, Stage.Room room)
      throws Exception {
    return new Traveller(http, stage, number, room);
  }

  private PlainTab sit() throws Exception {
    PlainTab fresh = PlainTab.open(http, stage.port(gateway), stage.cookie(number));
    ObjectNode join = PlainTab.room(room.id());
    if (!updates.isEmpty()) {
      join.put("after", last());
    }
    JsonNode snapshot = fresh.ask("join", join);
    if (snapshot.path("sequence").isMissingNode()) {
      fresh.close();
      throw new IllegalStateException("not seated: " + snapshot);
    }
    return fresh;
  }

  /// Comes back whenever the connection ends.
  private void live() {
    while (!closed) {
      String end = tab.ended().join();
      take();
      if (!closed) {
        ends.add(end);
        change(
            Awaitility.await().atMost(LIMIT).ignoreExceptions().until(this::elsewhere, _ -> true));
      }
    }
  }

  /// What the last connection brought is taken by now, and nobody takes from half of each.
  private synchronized void change(PlainTab to) {
    read = 0;
    answered.clear();
    tab = to;
  }

  private PlainTab elsewhere() throws Exception {
    gateway = 1 - gateway;
    return sit();
  }

  /// Takes note of the updates that this connection brought, in their order.
  private synchronized void take() {
    List<JsonNode> frames = tab.frames();
    for (JsonNode frame : frames.subList(read, frames.size())) {
      if (frame.path("event").asText().equals("bid")) {
        updates.add(frame.path("data"));
      }
      if (frame.has("id") && !answered.add(frame.path("id").asText())) {
        answeredTwice.add(frame.toString());
      }
      frame.path("data").path("missed").forEach(missed -> updates.add(missed.path("update")));
    }
    read = frames.size();
  }

  private long last() {
    return updates.getLast().path("sequence").asLong();
  }

  /// Bids until the log has decided; the one answer that counts.
  JsonNode bid(long price, String id) throws Exception {
    while (true) {
      PlainTab now = tab;
      CompletableFuture<JsonNode> answer =
          now.begin("bid", PlainTab.room(room.id()).put("price", price).put("id", id));
      CompletableFuture.anyOf(answer, now.ended()).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (answer.isDone() && isFinal(answer.get())) {
        return answer.get();
      }
      resent.incrementAndGet();
      if (now.ended().isDone()) {
        Awaitility.await().atMost(LIMIT).until(() -> tab != now);
      }
    }
  }

  /// What the log decided has a place in it.
  private static boolean isFinal(JsonNode answer) {
    return answer.has("place") && !answer.path("status").asText().equals("pending");
  }

  /// What would be enough by what this person was told.
  long enough() {
    take();
    return updates.isEmpty()
        ? room.terms().start()
        : updates.getLast().path("standing").path("minimum").asLong();
  }

  /// The numbers of all updates that were told, in the order of telling.
  List<Long> told() {
    take();
    return updates.stream().map(update -> update.path("sequence").asLong()).toList();
  }

  /// The receipts of the updates that were told, by their numbers.
  Map<Long, String> receipts() {
    take();
    return updates.stream()
        .collect(
            Collectors.toMap(
                update -> update.path("sequence").asLong(),
                update -> update.path("receipt").asText()));
  }

  /// Second answers to one request.
  List<String> answeredTwice() {
    take();
    return List.copyOf(answeredTwice);
  }

  int resent() {
    return resent.get();
  }

  /// How each connection ended that this person did not end.
  List<String> ends() {
    return List.copyOf(ends);
  }

  @Override
  public void close() {
    closed = true;
    tab.close();
    living.interrupt();
  }
}
