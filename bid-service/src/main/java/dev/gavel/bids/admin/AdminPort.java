package dev.gavel.bids.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.bids.work.Condition;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.function.Supplier;

/// `/live`, `/ready`, `/started` and `/metrics`, each under `/observe` too, where other Helidon
/// services have them. 200 or 503, with the reasons.
public final class AdminPort implements AutoCloseable {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final WebServer server;

  private AdminPort(WebServer server) {
    this.server = server;
  }

  /// Listens at once.
  ///
  /// @throws RuntimeException when the port is taken
  public static AdminPort open(int port, Condition condition, PrometheusMeterRegistry metrics) {
    Handler live = health(condition::dead);
    Handler ready = health(condition::notReady);
    Handler started =
        health(() -> condition.started() ? List.of() : List.of("the group has not answered"));
    Handler scrape =
        (_, response) ->
            response.header(HeaderNames.CONTENT_TYPE, METRICS_TYPE).send(metrics.scrape());
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .get("/live", live)
            .get("/ready", ready)
            .get("/started", started)
            .get("/metrics", scrape)
            .get("/observe/health", ready)
            .get("/observe/health/live", live)
            .get("/observe/health/ready", ready)
            .get("/observe/health/started", started)
            .get("/observe/metrics", scrape);
    WebServer server =
        WebServer.builder()
            .port(port)
            .shutdownHook(false)
            // Whatever else is on the class path adds nothing here.
            .featuresDiscoverServices(false)
            .addRouting(routing)
            .build();
    return new AdminPort(server.start());
  }

  private static Handler health(Supplier<List<String>> against) {
    return (_, response) -> answer(response, against.get());
  }

  private static void answer(ServerResponse response, List<String> against) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", against.isEmpty() ? "UP" : "DOWN");
    if (!against.isEmpty()) {
      against.forEach(body.putArray("reasons")::add);
    }
    response
        .status(against.isEmpty() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(body.toString());
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
