package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.model.TermsCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// How a gateway goes that gets SIGTERM: first it is not ready while everybody still sits there,
/// then its sockets go, then it answers what it owes, then it ends.
record Departure(Fleet fleet, Stage stage, Stage.Room room, HttpClient http) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WITNESSES = 4;

  /// A gateway that owed nothing would be gone by then.
  private static final Duration STILL = Duration.ofMillis(500);

  void of(int gateway) throws Exception {
    List<PlainTab> witnesses = witnesses(gateway);
    assertThat(fleet.readiness(gateway)).isEqualTo(200);
    ServiceProcess process = fleet.gateway(gateway);
    try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> ended = stopping.submit(process::terminate);
      Awaitility.await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> fleet.readiness(gateway) == 503);
      assertThat(gone(witnesses)).as("gone when it said that it is not ready").isZero();
      answersWhatItOwes(gateway, witnesses);
      assertThat(ended.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("ends by itself").isTrue();
    }
    for (PlainTab witness : witnesses) {
      assertThat(witness.end()).isEqualTo("4503 DRAINING");
    }
  }

  private List<PlainTab> witnesses(int gateway) throws Exception {
    List<PlainTab> witnesses = new ArrayList<>();
    for (int i = 0; i < WITNESSES; i++) {
      witnesses.add(PlainTab.open(http, stage.port(gateway), stage.cookie(i)));
    }
    return witnesses;
  }

  private static long gone(List<PlainTab> witnesses) {
    return witnesses.stream().filter(witness -> witness.ended().isDone()).count();
  }

  /// While sockets go, nothing is decided, and staff ask for something: the gateway waits for the
  /// decision with nobody else left.
  private void answersWhatItOwes(int gateway, List<PlainTab> witnesses) throws Exception {
    Awaitility.await().atMost(LIMIT).until(() -> gone(witnesses) >= WITNESSES / 2);
    fleet.signalWorkers("STOP");
    CompletableFuture<HttpResponse<String>> owed = open(gateway);
    Awaitility.await().atMost(LIMIT).until(() -> fleet.sockets(gateway) == 0);
    Awaitility.await()
        .during(STILL)
        .atMost(STILL.multipliedBy(2))
        .until(fleet.gateway(gateway)::isAlive);
    fleet.signalWorkers("CONT");
    HttpResponse<String> answer = owed.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    // Where nothing was decided for two seconds it is said to lie in the log.
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
    assertThat(JSON.readTree(answer.body()).path("place").asText()).isNotEmpty();
  }

  /// Staff open another room for the lot, by REST.
  private CompletableFuture<HttpResponse<String>> open(int gateway) {
    ObjectNode body = JSON.createObjectNode();
    body.set("terms", new TermsCodec().json(room.terms()));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/api/rooms".formatted(stage.port(gateway))))
            .header("Content-Type", "application/json")
            .header("Cookie", stage.staffCookie())
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
