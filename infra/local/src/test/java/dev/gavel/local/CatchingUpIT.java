package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/// Everybody comes back at once: a gateway was restarted, or a network returned.
@ExtendWith(BackendsExtension.class)
class CatchingUpIT {
  private static final int VIEWERS = 2_000;
  private static final int MISSED = 10;

  /// The aim is 5 s on a machine that does nothing else; the client runs beside the gateways here,
  /// and so may other builds. What is measured is reported.
  private static final Duration MOST = Duration.ofSeconds(20);

  /// What rooms cost while a crowd comes back: they are opened once, and compared with what is
  /// stored every two seconds, whoever sits there.
  private static final double MOST_COMMANDS = VIEWERS / 20.0;

  private static final long LIMIT_S = 120;

  /// Most connections that are being opened at once: more than the listener's backlog would be
  /// dropped by the kernel and try again after a second.
  private static final int AT_ONCE = 500;

  @Test
  void bug46TwoThousandComeBackAtOnceAndMissNothing(Backends backends, TestReporter report)
      throws Exception {
    try (var _ = worker(backends);
        Stage stage = Stage.open(backends, "catching", 2);
        HttpClient http = HttpClient.newHttpClient()) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient one = stage.sit(0, 0, room);
          AuctionClient two = stage.sit(1, 1, room)) {
        comeBack(http, stage, room, 0).forEach(PlainTab::close);
        for (int i = 0; i < MISSED; i++) {
          (i % 2 == 0 ? one : two).bid(room.id(), 100_000 + 50_000L * i, "b" + i);
        }
        double asked = askedOfMongo(stage);
        long began = System.nanoTime();
        List<PlainTab> tabs = comeBack(http, stage, room, MISSED);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        report.publishEntry(VIEWERS + " viewers caught up", took.toMillis() + " ms");
        tabs.forEach(PlainTab::close);
        asked = askedOfMongo(stage) - asked;
        report.publishEntry("MongoDB was asked meanwhile", asked + " times");
        assertThat(asked).as("commands to MongoDB").isLessThan(MOST_COMMANDS);
        assertThat(took).isLessThan(MOST);
      }
    }
  }

  private static double askedOfMongo(Stage stage) throws Exception {
    return stage.counted(0, "gavel_mongo_commands_total")
        + stage.counted(1, "gavel_mongo_commands_total");
  }

  private static List<PlainTab> comeBack(HttpClient http, Stage stage, Stage.Room room, int missed)
      throws Exception {
    List<PlainTab> tabs = new ArrayList<>();
    List<CompletableFuture<JsonNode>> answers = new ArrayList<>();
    for (int from = 0; from < VIEWERS; from += AT_ONCE) {
      List<CompletableFuture<PlainTab>> opening = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        opening.add(PlainTab.start(http, stage.port(i % 2), "", false));
      }
      for (CompletableFuture<PlainTab> tab : opening) {
        ObjectNode join = PlainTab.room(room.id()).put("after", 1);
        tabs.add(tab.get(LIMIT_S, TimeUnit.SECONDS));
        answers.add(tabs.getLast().begin("join", join));
      }
    }
    for (CompletableFuture<JsonNode> answer : answers) {
      JsonNode snapshot = answer.get(LIMIT_S, TimeUnit.SECONDS);
      assertThat(snapshot.path("recovered").asBoolean()).isTrue();
      assertThat(snapshot.path("missed")).hasSize(missed);
    }
    return tabs;
  }

  private static dev.gavel.bids.Running worker(Backends backends) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            "catching", backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }
}
