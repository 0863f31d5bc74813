package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Ports;
import dev.gavel.backends.TlsBackends;
import dev.gavel.local.load.Load;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every client over TLS, as production has it: `tls://`, `rediss://` to a cluster, `tls=true`. A
/// JVM is told whom to trust at its start, so the services are processes of their own.
class TlsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  /// Long enough for several tries to reach a server.
  private static final Duration TRIES_FOR = Duration.ofSeconds(6);

  private static final String REFUSED = "unable to find valid certification path";

  @TempDir private static Path folder;
  private static TlsBackends servers;

  @BeforeAll
  static void start() throws IOException {
    servers = TlsBackends.start(folder.resolve("servers"));
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void aSaleGoesThroughTlsAllTheWay() throws Exception {
    Path data = folder.resolve("data");
    List<String> main =
        List.of(
            ("dev.gavel.local.Main --data %s --port %d --gateways 1 --workers 1 --users 30"
                    + " --rooms 4 --no-house --external --kafka %s --redis %s --mongo %s")
                .formatted(data, freePort(), servers.kafka(), servers.redis(), servers.mongo())
                .split(" ", -1));
    try (var system =
        OwnJvm.start(main, servers.trusting(), Map.of(), folder.resolve("system.log"))) {
      await(system, () -> Files.exists(data.resolve("demo.json")));
      JsonNode found =
          Load.run(
              ("calm --rooms 4 --viewers 4 --bidders 8 --rate 10 --seconds 3 --protocol both --data "
                      + data)
                  .split(" ", -1));
      assertThat(found.path("consistent").asBoolean()).as("%s", found).isTrue();
      assertThat(found.path("bids").path("answers").path("leading").asInt())
          .as("%s", found)
          .isPositive();
    }
  }

  @Test
  void aGatewayRefusesServersThatItDoesNotTrustAndSaysSo() throws Exception {
    int admin = freePort();
    Map<String, String> settings =
        Map.of(
            "KAFKA_BOOTSTRAP", servers.kafka(),
            "REDIS_URI", servers.redis(),
            "MONGO_URI", servers.mongo(),
            "TOKEN_SECRET", "a secret for tests, 32 bytes at least");
    Map<String, String> ports =
        Map.of("gateway.port", "0", "gateway.admin.port", Integer.toString(admin));
    try (var gateway =
        OwnJvm.start(
            List.of("dev.gavel.gateway.Main"), ports, settings, folder.resolve("gateway.log"))) {
      await(gateway, () -> lines(gateway, "Redis is away", "Kafka does not answer", "MongoDB:"));
      await(gateway, () -> gateway.said().contains("not ready: see /ready"));
      String ready = get(admin, "/ready");
      assertThat(ready).contains("\"up\":false").contains("\"kafka\":false");
    }
  }

  @Test
  void aWorkerRefusesServersThatItDoesNotTrustAndSaysSo() throws Exception {
    Map<String, String> settings =
        Map.of(
            "KAFKA_BOOTSTRAP", servers.kafka(),
            "REDIS_URI", servers.redis(),
            "MONGO_URI", servers.mongo(),
            "WORKER_NAME", "stranger",
            "WORKER_ADMIN_PORT", "0");
    try (var worker =
        OwnJvm.start(
            List.of("dev.gavel.bids.Main"), Map.of(), settings, folder.resolve("worker.log"))) {
      await(worker, () -> lines(worker, "Redis is away", "KAFKA is away"));
      saysNothingTwice(worker);
    }
  }

  /// It tries again about once a second, and each line is a change: none comes twice.
  private static void saysNothingTwice(OwnJvm service) {
    Awaitility.await()
        .during(TRIES_FOR)
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(twice(service.said())).isEmpty());
  }

  /// What was said more than once, whenever and with whatever numbers.
  private static Set<String> twice(String said) {
    Set<String> once = new HashSet<>();
    return said.lines()
        .filter(line -> line.contains(" - "))
        .map(line -> line.substring(line.indexOf(" - ")).replaceAll("[0-9]+", "#"))
        .filter(line -> !once.add(line))
        .collect(Collectors.toSet());
  }

  /// Whether there is a line about each of the servers that says why.
  private static boolean lines(OwnJvm service, String... servers) throws IOException {
    String said = service.said();
    return List.of(servers).stream()
        .allMatch(server ->
            said.lines().anyMatch(line -> line.contains(server) && line.contains(REFUSED)));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(OwnJvm service, Condition condition) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(condition.holds()).as("%s", service.said()).isTrue());
  }

  private static int freePort() throws IOException {
    int port = Ports.free();
    while (!Ports.isFree(port)) {
      port = Ports.free();
    }
    return port;
  }

  private static String get(int port, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
