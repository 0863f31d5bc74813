package dev.gavel.gateway.engineio;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.RoundRobin;
import dev.gavel.gateway.EchoNamespace;
import dev.gavel.gateway.OpenDoor;
import dev.gavel.gateway.WireClient;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Three gateways behind a load balancer that is not sticky.
class ForwardingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, URI> addresses = new ConcurrentHashMap<>();
  private final List<Gateway> gateways =
      List.of(new Gateway("a"), new Gateway("b"), new Gateway("c"));

  private final class Gateway implements AutoCloseable {
    final EchoNamespace namespace = new EchoNamespace(true);
    final MeterRegistry meters = new SimpleMeterRegistry();
    final SocketIoServer socketIo;
    final SocketServer server;

    Gateway(String name) {
      socketIo =
          new SocketIoServer(
              new EngineServer.Place(name, Owners.of(addresses)),
              new OpenDoor(),
              Map.of("/", namespace),
              new EngineLimits(
                  1_000,
                  5_000,
                  5_000,
                  5_000,
                  10_000,
                  64,
                  1_000,
                  new EngineLimits.PollBuffer(64, 10_000)),
              Cors.none(),
              meters);
      server =
          new SocketServer(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  Map.of("/socket.io/", socketIo.webSocket()),
                  HttpRouting.builder()
                      .register("/socket.io", socketIo.polling())
                      .register(EngineServer.FORWARDED_PATH, socketIo.forwarded()),
                  SocketLimits.defaults(),
                  meters)
              .start();
      addresses.put(name, URI.create("http://127.0.0.1:" + server.port()));
    }

    double forwarded(String outcome) {
      return meters.counter("gavel_forwarded_total", "outcome", outcome).count();
    }

    /// As a killed process: connections end, nobody is told anything, its address stays known.
    void kill() {
      server.close();
    }

    @Override
    public void close() {
      socketIo.close();
      server.close();
    }
  }

  @AfterEach
  void stop() {
    gateways.forEach(Gateway::close);
  }

  @Test
  void aRequestFindsItsOwner() {
    try (WireClient atA = new WireClient(gateways.get(0).server.port(), "/socket.io/");
        WireClient atB = new WireClient(gateways.get(1).server.port(), "/socket.io/")) {
      String sid = atA.open("Cookie", "user=kim; session_id=s1");
      assertThat(words(atB.post(sid, "40", "Cookie", "user=kim"))).isEqualTo("200 ok");
      HttpResponse<String> connected =
          atB.poll(sid, "Cookie", "user=kim", "X-Forwarded-For", "9.9.9.9");
      assertThat(connected.body()).startsWith("40{\"sid\":");
      assertThat(connected.headers().firstValue("content-type"))
          .contains("text/plain; charset=UTF-8");
      await().until(() -> atB.poll(sid, "Cookie", "user=kim").body().equals("42[\"auth\",{}]"));
      await().until(() -> atB.poll(sid, "Cookie", "user=kim").body().equals("2")); // held till then
      assertThat(atB.poll(sid, "Cookie", "user=lee").statusCode()).as("stolen").isEqualTo(403);
      assertThat(gateways.get(1).forwarded("answered")).isGreaterThanOrEqualTo(4);
      assertThat(gateways.get(0).namespace.peers).hasSize(1);
    }
  }

  @Test
  void overlapsAreSeenByTheOwner() {
    try (WireClient atA = new WireClient(gateways.get(0).server.port(), "/socket.io/");
        WireClient atB = new WireClient(gateways.get(1).server.port(), "/socket.io/")) {
      String sid = atA.open();
      CompletableFuture<HttpResponse<String>> one = atB.pollAsync(sid);
      CompletableFuture<HttpResponse<String>> two = atA.pollAsync(sid);
      assertThat(List.of(words(one.join()), words(two.join())))
          .containsExactlyInAnyOrder("200 1", "400 ");
    }
  }

  @Test
  void anOwnerThatIsGoneIsToldAtOnce() {
    try (WireClient atA = new WireClient(gateways.get(0).server.port(), "/socket.io/");
        WireClient atB = new WireClient(gateways.get(1).server.port(), "/socket.io/")) {
      String sid = atA.open();
      CompletableFuture<HttpResponse<String>> held = atB.pollAsync(sid);
      gateways.get(0).kill();
      String unknown = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";
      assertThat(words(held.join())).isEqualTo(unknown);
      assertThat(words(atB.poll(sid))).isEqualTo(unknown);
      addresses.remove("a");
      assertThat(words(atB.post(sid, "4x"))).isEqualTo(unknown);
      assertThat(words(atB.poll("nobody.abc"))).isEqualTo(unknown);
    }
  }

  @Test
  void nothingIsPassedOnTwice() {
    try (WireClient atB =
        new WireClient(gateways.get(1).server.port(), EngineServer.FORWARDED_PATH)) {
      assertThat(words(atB.poll("a.abc"))).startsWith("400 {\"code\":1");
      assertThat(gateways.get(1).forwarded("answered")).isZero();
    }
  }

  @Test
  void pollingClientsComeBackWhenAGatewayIsKilled() throws IOException {
    int clients = 12;
    AtomicInteger acked = new AtomicInteger();
    List<Socket> sockets = new ArrayList<>();
    List<Integer> ports = gateways.stream().map(gateway -> gateway.server.port()).toList();
    try (RoundRobin balancer = new RoundRobin(ports)) {
      for (int i = 0; i < clients; i++) {
        sockets.add(pollingClient(balancer.port()));
      }
      await().atMost(PATIENCE).until(() -> sockets.stream().allMatch(Socket::connected));
      emitToAll(sockets, acked);
      await().atMost(PATIENCE).until(() -> acked.get() == clients);
      assertThat(gateways)
          .allSatisfy(gateway -> assertThat(gateway.forwarded("answered")).isPositive());

      killTheFirst(clients);
      acked.set(0);
      await().atMost(PATIENCE).until(() -> sockets.stream().allMatch(Socket::connected));
      emitToAll(sockets, acked);
      await().atMost(PATIENCE).until(() -> acked.get() == clients);
    } finally {
      sockets.forEach(Socket::disconnect);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> gateways.stream().skip(1).allMatch(one -> one.namespace.peers.isEmpty()));
  }

  /// Its clients must be with the others before long.
  private void killTheFirst(int clients) {
    assertThat(gateways.getFirst().namespace.peers).isNotEmpty();
    gateways.getFirst().kill();
    await()
        .atMost(PATIENCE)
        .until(() ->
            gateways.stream().skip(1).mapToInt(one -> one.namespace.peers.size()).sum() == clients);
  }

  private static void emitToAll(List<Socket> sockets, AtomicInteger acked) {
    sockets.forEach(socket ->
        socket.emit("message-with-ack", new Object[] {"x"}, (Ack) _ -> acked.incrementAndGet()));
  }

  private static Socket pollingClient(int port) {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.transports = new String[] {"polling"};
    options.reconnectionDelay = 100;
    options.reconnectionDelayMax = 500;
    return IO.socket(URI.create("http://127.0.0.1:" + port), options).connect();
  }
}
