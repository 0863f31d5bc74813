package dev.gavel.local;

import dev.gavel.backends.Backends;
import dev.gavel.backends.Ports;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.gateway.Settings.Drain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// Two gateways and two workers as processes of their own, as a deployment has them: each can be
/// ended by SIGTERM, and another started in its place.
final class Fleet implements AutoCloseable {
  static final int OF_EACH = 2;

  /// Of a process, on a machine that does other things.
  private static final Duration START = Duration.ofMinutes(3);

  private final Backends backends;
  private final Drain drain;
  private final List<Post> gateways = new ArrayList<>();
  private final List<Post> workers = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /// Where a process stands, one after the other.
  private final class Post {
    private final String name;
    private final boolean gateway;
    private final int port;
    private final int adminPort;
    private int started;
    private ServiceProcess process;

    Post(String name, boolean gateway) throws IOException {
      this.name = name;
      this.gateway = gateway;
      this.port = Ports.free();
      this.adminPort = Ports.free();
      this.process = start();
    }

    private ServiceProcess start() throws IOException {
      String called = name + "-" + ++started;
      return gateway
          ? ServiceProcess.gateway(called, port, Stage.SECRET, backends, settings(adminPort))
          : ServiceProcess.worker(called, adminPort, backends);
    }

    void again() throws IOException {
      process = start();
      awaitReady();
    }

    void awaitReady() {
      Awaitility.await()
          .atMost(START)
          .ignoreExceptions()
          .until(() -> get(adminPort, "/ready").statusCode() == 200);
    }
  }

  private Fleet(Backends backends, Drain drain) {
    this.backends = backends;
    this.drain = drain;
  }

  /// Starts all four; they are ready. When one does not come up, none is left.
  static Fleet start(Backends backends, String name, Drain drain) throws IOException {
    Fleet fleet = new Fleet(backends, drain);
    try {
      fleet.start(name);
      return fleet;
    } catch (IOException | RuntimeException failed) {
      fleet.close();
      throw failed;
    }
  }

  private void start(String name) throws IOException {
    for (int i = 1; i <= OF_EACH; i++) {
      gateways.add(new Post(name + "-gateway-" + i, true));
      workers.add(new Post(name + "-worker-" + i, false));
    }
    gateways.forEach(Post::awaitReady);
    workers.forEach(Post::awaitReady);
  }

  /// Without the limits that keep one person from bidding a hundred times a second.
  private Map<String, String> settings(int adminPort) {
    return Map.of(
        "GATEWAY_ADMIN_PORT", Integer.toString(adminPort),
        "GATEWAY_LIMITS_EVENTS", "1000",
        "GATEWAY_LIMITS_BIDS", "1000",
        "GATEWAY_DRAIN_NOTICE", Integer.toString(drain.noticeMs()),
        "GATEWAY_DRAIN_SPREAD", Integer.toString(drain.spreadMs()),
        "GATEWAY_DRAIN_ANSWERS", Integer.toString(drain.answersMs()));
  }

  /// Where the gateways listen.
  List<Integer> ports() {
    return gateways.stream().map(post -> post.port).toList();
  }

  ServiceProcess gateway(int which) {
    return gateways.get(which).process;
  }

  void gatewayAgain(int which) throws IOException {
    gateways.get(which).again();
  }

  ServiceProcess worker(int which) {
    return workers.get(which).process;
  }

  void workerAgain(int which) throws IOException {
    workers.get(which).again();
  }

  /// Every worker: STOP, nothing is decided; CONT, it goes on.
  void signalWorkers(String signal) throws Exception {
    for (Post worker : workers) {
      worker.process.signal(signal);
    }
  }

  /// What a gateway says of itself to load balancers.
  int readiness(int gateway) throws Exception {
    return get(gateways.get(gateway).adminPort, "/ready").statusCode();
  }

  /// How many sit at a gateway over the plain protocol.
  int sockets(int gateway) throws Exception {
    String name = "gavel_plain_connections ";
    return get(gateways.get(gateway).adminPort, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    gateways.forEach(post -> post.process.close());
    workers.forEach(post -> post.process.close());
    http.close();
  }
}
