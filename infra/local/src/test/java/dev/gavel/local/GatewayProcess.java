package dev.gavel.local;

import dev.gavel.backends.Backends;
import dev.gavel.backends.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A gateway as a process of its own, as production runs it, so that it can really be killed.
final class GatewayProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(90);

  private final Process process;
  private final int port;

  private GatewayProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts one beside those of a [Stage], and waits until it is ready.
  static GatewayProcess start(String name, Backends backends) throws IOException {
    int port = Ports.free();
    int admin = Ports.free();
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=logback-local.xml",
                "-Dgavel.log=target/" + name + ".log",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gavel.gateway.Main"));
    builder.environment().putAll(settings(name, port, admin, backends));
    GatewayProcess started = new GatewayProcess(builder.inheritIO().start(), port);
    try (HttpClient http = HttpClient.newHttpClient()) {
      Awaitility.await().atMost(START).ignoreExceptions().until(() -> ready(http, admin));
    }
    return started;
  }

  private static Map<String, String> settings(String name, int port, int admin, Backends backends) {
    Map<String, String> settings = new HashMap<>();
    settings.put("GATEWAY_NAME", name);
    settings.put("GATEWAY_ADDRESS", "127.0.0.1");
    settings.put("GATEWAY_PORT", String.valueOf(port));
    settings.put("GATEWAY_ADMIN_PORT", String.valueOf(admin));
    settings.put("GATEWAY_LABELS", "full");
    settings.put("KAFKA_BOOTSTRAP", backends.kafkaBootstrap());
    settings.put("REDIS_URI", backends.redisUri());
    settings.put("MONGO_URI", backends.mongoUri());
    settings.put("TOKEN_SECRET", Stage.SECRET);
    return settings;
  }

  private static boolean ready(HttpClient http, int admin)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + admin + "/ready");
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
            .statusCode()
        == 200;
  }

  int port() {
    return port;
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
