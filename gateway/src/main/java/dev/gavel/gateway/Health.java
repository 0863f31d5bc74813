package dev.gavel.gateway;

import dev.gavel.gateway.engineio.EngineServer;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// Health and metrics, on a port of their own that is not public.
final class Health implements AutoCloseable {
  private static final int CONNECT_MS = 1_000;

  private final WebServer server;
  private final PrometheusMeterRegistry meters;
  private final Map<String, BooleanSupplier> checks;
  private final InetSocketAddress publicPort;

  /// @param checks what being ready takes, by name
  /// @param publicPort a process is alive when this port takes connections: a server that ran out
  ///   of file descriptors says it runs, and never accepts again
  /// @param forwarded what other gateways pass on: this port is reached by them, not by the public
  Health(
      InetSocketAddress address,
      InetSocketAddress publicPort,
      Map<String, BooleanSupplier> checks,
      HttpService forwarded,
      PrometheusMeterRegistry meters) {
    this.publicPort = publicPort;
    this.checks = new TreeMap<>(checks);
    this.meters = meters;
    this.server =
        WebServer.builder()
            .address(address.getAddress())
            .port(address.getPort())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .addRouting(routing(forwarded))
            .build()
            .start();
  }

  /// Each under `/observe` too, where other Helidon services have them, and the worker.
  private HttpRouting.Builder routing(HttpService forwarded) {
    Handler live = (_, response) -> tell(response, Map.of("port", accepts()));
    Handler started = (_, response) -> tell(response, Map.of("started", true));
    Handler ready = (_, response) -> tell(response, ready());
    Handler scrape = (_, response) -> metrics(response);
    return HttpRouting.builder()
        .get("/live", live)
        .get("/started", started)
        .get("/ready", ready)
        .get("/metrics", scrape)
        .get("/observe/health/live", live)
        .get("/observe/health/started", started)
        .get("/observe/health/ready", ready)
        .get("/observe/metrics", scrape)
        .register(EngineServer.FORWARDED_PATH, forwarded);
  }

  private boolean accepts() {
    try (Socket socket = new Socket()) {
      socket.connect(publicPort, CONNECT_MS);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private Map<String, Boolean> ready() {
    Map<String, Boolean> now = new TreeMap<>();
    checks.forEach((name, check) -> now.put(name, check.getAsBoolean()));
    return now;
  }

  /// Whether all of the checks hold.
  boolean isReady() {
    return !ready().containsValue(false);
  }

  private static void tell(ServerResponse response, Map<String, Boolean> checks) {
    boolean good = !checks.containsValue(false);
    response.status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.send(
        checks.entrySet().stream()
            .map(check -> "\"" + check.getKey() + "\":" + check.getValue())
            .collect(Collectors.joining(",", "{\"up\":" + good + ",\"checks\":{", "}}")));
  }

  private void metrics(ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
    response.send(meters.scrape());
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
