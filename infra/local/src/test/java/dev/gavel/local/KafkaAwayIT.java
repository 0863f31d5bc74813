package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.backends.MongoWire;
import dev.gavel.backends.Ports;
import dev.gavel.backends.TcpGate;
import dev.gavel.local.seed.DemoUser;
import dev.gavel.model.Decision;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Kafka goes and comes back by itself: the whole system reaches it through a gate.
@ExtendWith(BackendsExtension.class)
class KafkaAwayIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Map<String, Long> prices = new HashMap<>();
  private final Map<String, JsonNode> decided = new LinkedHashMap<>();

  @Test
  void withoutKafkaBidsAreUnknownThenUnavailableAndAfterwardsEachIsDecidedOnce(
      Backends backends, @TempDir Path folder) throws Exception {
    try (TcpGate gate = new TcpGate();
        EmbeddedKafka kafka = EmbeddedKafka.startBehind(folder.resolve("kafka"), gate.port());
        MongoWire mongo = MongoWire.inMemory();
        HttpClient http = HttpClient.newHttpClient()) {
      gate.leadTo("127.0.0.1", kafka.port());
      var servers = new Plan.Addresses(kafka.bootstrap(), backends.redisUri(), mongo.uri());
      try (LocalSystem system = new LocalSystem(plan(folder, servers), Progress.silent())) {
        JsonNode demo = system.start();
        Scene scene = new Scene(http, demo, gate, "127.0.0.1:" + kafka.port(), mongo.uri());
        play(scene);
      }
    }
  }

  /// What the test holds on to.
  private record Scene(HttpClient http, JsonNode demo, TcpGate gate, String kafka, String mongo) {
    int port(int gateway) {
      return demo.path("gateways").path(gateway).path("port").asInt();
    }

    int adminPort(int gateway) {
      return demo.path("gateways").path(gateway).path("adminPort").asInt();
    }

    /// The newest of the rooms that are open for hours and that nobody bids in.
    String room() {
      JsonNode rooms = demo.path("rooms");
      return rooms.path(rooms.size() - 1).path("id").asText();
    }

    PlainTab tab(int user, int gateway) throws Exception {
      String email = demo.path("users").path(user).path("email").asText();
      String cookie = AuctionClient.login(port(gateway), email, DemoUser.PASSWORD);
      PlainTab tab = PlainTab.open(http, port(gateway), cookie);
      tab.ask("join", PlainTab.room(room()));
      return tab;
    }
  }

  private void play(Scene scene) throws Exception {
    try (PlainTab one = scene.tab(1, 0);
        PlainTab two = scene.tab(2, 1)) {
      assertThat(bid(scene, one, "before-1").path("status").asText()).isEqualTo("leading");
      Awaitility.await().atMost(LIMIT).until(() -> !two.heard("bid").isEmpty());
      assertThat(bid(scene, two, "before-2").path("status").asText()).isEqualTo("leading");

      scene.gate().freeze();
      // Sent, and nobody says whether it arrived; what comes after it is not sent at all.
      assertThat(refusal(bid(scene, one, "during-1"))).isEqualTo("UNKNOWN");
      Awaitility.await().atMost(LIMIT).until(() -> status(scene, 0) == 503);
      Awaitility.await().atMost(LIMIT).until(() -> status(scene, 1) == 503);
      assertThat(refusal(bid(scene, one, "during-2"))).isEqualTo("UNAVAILABLE");
      assertThat(refusal(bid(scene, two, "during-3"))).isEqualTo("UNAVAILABLE");
      assertThat(one.ended()).as("sockets are kept").isNotDone();
      assertThat(two.ended()).as("sockets are kept").isNotDone();

      scene.gate().thaw();
      Awaitility.await().atMost(LIMIT).until(() -> status(scene, 0) == 200);
      Awaitility.await().atMost(LIMIT).until(() -> status(scene, 1) == 200);
      again(scene, one, "during-1");
      again(scene, one, "during-2");
      again(scene, two, "during-3");
      again(scene, two, "after-1");
      assertThat(one.ended()).isNotDone();
      assertThat(two.ended()).isNotDone();
      agree(scene, List.of(one, two));
    }
  }

  /// Bids what is enough by what this tab was told, or the same again; whatever comes of it.
  private JsonNode bid(Scene scene, PlainTab tab, String id) throws Exception {
    long price = prices.computeIfAbsent(id, _ -> enough(tab));
    return tab.ask("bid", PlainTab.room(scene.room()).put("price", price).put("id", id));
  }

  private static long enough(PlainTab tab) {
    return tab.heard("bid").stream()
        .mapToLong(update -> update.path("standing").path("minimum").asLong())
        .max()
        .orElseGet(() -> first(tab));
  }

  private static long first(PlainTab tab) {
    return tab.frames().stream()
        .map(frame -> frame.path("data").path("standing").path("minimum"))
        .filter(JsonNode::isNumber)
        .findFirst()
        .orElseThrow()
        .asLong();
  }

  /// Sends a bid again until the log has decided.
  private void again(Scene scene, PlainTab tab, String id) {
    Awaitility.await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> {
          JsonNode answer = bid(scene, tab, id);
          boolean done = answer.has("place") && !answer.path("status").asText().equals("pending");
          if (done) {
            decided.put(id, answer);
          }
          return done;
        });
  }

  private static String refusal(JsonNode answer) {
    assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo("refused");
    return answer.path("code").asText();
  }

  private static int status(Scene scene, int gateway) throws Exception {
    URI ready = URI.create("http://127.0.0.1:" + scene.adminPort(gateway) + "/ready");
    return scene
        .http()
        .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  /// In the log each id counts once; both tabs, on two gateways, were told every number once.
  private void agree(Scene scene, List<PlainTab> tabs) {
    Evidence evidence = Evidence.of(scene.room(), scene.kafka(), scene.mongo());
    Map<String, Decision> counted = new HashMap<>();
    for (Decision decision : evidence.decisions().stream().distinct().toList()) {
      if (!decision.duplicate() && !decision.updates().isEmpty()) {
        assertThat(counted.put(decision.id(), decision)).as(decision.id()).isNull();
      }
    }
    assertThat(decided.keySet()).contains("during-1", "during-2", "during-3", "after-1");
    List<Long> numbers = LongStream.rangeClosed(2, evidence.last()).boxed().toList();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(tabs)
                .allSatisfy(tab ->
                    assertThat(tab.heard("bid").stream().map(u -> u.path("sequence").asLong()))
                        .endsWith(numbers.getLast())
                        .doesNotHaveDuplicates()
                        .isSorted()));
  }

  private static Plan plan(Path folder, Plan.Addresses servers) throws Exception {
    int port = Ports.free();
    while (!Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return new Plan(
        folder.resolve("data"), false, port, 2, 2, 6, 1, false, 10, Optional.of(servers), Optional.empty());
  }
}
