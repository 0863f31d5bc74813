package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.Ports;
import dev.gavel.backends.RoundRobin;
import dev.gavel.backends.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/// Three gateways behind a load balancer that is not sticky; one is a process of its own and is
/// killed.
@ExtendWith(BackendsExtension.class)
class GatewayKilledIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// A dead gateway's people are gone everywhere after 25 s; the promise is 30 s.
  private static final Duration PRESENCE_RIGHT = Duration.ofSeconds(30);

  /// Of a process, on a machine that does other things.
  private static final Duration START = Duration.ofSeconds(90);

  private static final int VIEWERS = 9;
  private static final int BIDS = 10;

  @Test
  void pollingClientsMissNothingAndPresenceIsRightAgain(Backends backends, TestReporter report)
      throws Exception {
    try (var _ = worker(backends);
        Stage stage = Stage.open(backends, "polled", 3 + VIEWERS);
        Third third = Third.start(backends);
        RoundRobin balancer = new RoundRobin(List.of(third.port(), stage.port(0), stage.port(1)));
        HttpClient http = HttpClient.newHttpClient()) {
      Stage.Room room = stage.openRoom();
      List<PollingViewer> viewers = new ArrayList<>();
      try (AuctionClient one = stage.sit(0, 0, room);
          AuctionClient two = stage.sit(1, 1, room);
          PlainTab watcher = PlainTab.open(http, stage.port(0), "session_id=watcher");
          PlainTab lost = PlainTab.open(http, third.port(), stage.cookie(2))) {
        watcher.ask("join", PlainTab.room(room.id()));
        lost.ask("join", PlainTab.room(room.id()));
        for (int i = 0; i < VIEWERS; i++) {
          viewers.add(new PollingViewer(balancer.port(), stage.cookie(3 + i), room.id()));
        }
        // one, two, the watcher, and whoever is about to be lost, besides
        await()
            .atMost(LIMIT)
            .untilAsserted(() -> {
              assertThat(viewers).allSatisfy(viewer -> assertThat(viewer.joined()).isOne());
              assertThat(count(watcher)).isEqualTo(VIEWERS + 4);
            });
        Duration right = killed(third, new Bidders(one, two, room), viewers, watcher);
        report.publishEntry("presence was right again after a kill", right.toMillis() + " ms");
      } finally {
        viewers.forEach(PollingViewer::close);
      }
    }
  }

  /// The one that is a process of its own.
  private record Third(ServiceProcess process, int port) implements AutoCloseable {
    static Third start(Backends backends) throws IOException {
      int port = Ports.free();
      Third third =
          new Third(ServiceProcess.gateway("polled-3", port, Stage.SECRET, backends), port);
      try (HttpClient http = HttpClient.newHttpClient()) {
        HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).build();
        await()
            .atMost(START)
            .ignoreExceptions()
            .until(() -> http.send(page, BodyHandlers.discarding()).statusCode() == 200);
      }
      return third;
    }

    @Override
    public void close() {
      process.close();
    }
  }

  private record Bidders(AuctionClient one, AuctionClient two, Stage.Room room) {
    /// A round of bids; each is answered by the log.
    void bid(int round) throws Exception {
      for (int i = round * BIDS; i < (round + 1) * BIDS; i++) {
        AuctionClient who = i % 2 == 0 ? one : two;
        JsonNode answer = who.bid(room.id(), 100_000 + 300_000L * i, "b" + i);
        assertThat(answer.path("status").asText()).as("%s", answer).isNotEqualTo("refused");
      }
    }
  }

  /// Bids before, while some are away, and after; how long presence was wrong.
  private static Duration killed(
      Third gateway, Bidders bidders, List<PollingViewer> viewers, PlainTab watcher)
      throws Exception {
    bidders.bid(0);
    gateway.process().kill();
    long killed = System.nanoTime();
    bidders.bid(1);
    await().atMost(LIMIT).until(() -> back(viewers));
    bidders.bid(2);
    everybodySawEverything(viewers);
    await().atMost(PRESENCE_RIGHT).until(() -> rightAgain(watcher));
    return Duration.ofNanos(System.nanoTime() - killed);
  }

  private static int count(PlainTab watcher) {
    List<JsonNode> counted = watcher.heard("presence");
    return counted.isEmpty() ? 0 : counted.getLast().path("count").asInt();
  }

  private static boolean rightAgain(PlainTab watcher) {
    return watcher.heard("left").size() == 1 && count(watcher) == VIEWERS + 3;
  }

  /// The first of all came to the killed gateway: it has sat down a second time, elsewhere.
  private static boolean back(List<PollingViewer> viewers) {
    return viewers.stream().anyMatch(viewer -> viewer.joined() > 1);
  }

  /// The opening is number 1; whoever came before the first bid is told all the others.
  private static void everybodySawEverything(List<PollingViewer> viewers) {
    Long[] all = LongStream.rangeClosed(2, 3L * BIDS + 1).boxed().toArray(Long[]::new);
    for (PollingViewer viewer : viewers) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(viewer.sequences()).containsExactly(all));
      assertThat(viewer.recovered()).isTrue();
    }
  }

  private static dev.gavel.bids.Running worker(Backends backends) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            "polled", backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }
}
