package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A gateway holds as many connections as it was told to, of all kinds together.
class ConnectionLimitTest {
  private static final int CONNECTIONS = 5;
  private static final String REQUEST = "GET /plain HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @Test
  void asManyConnectionsAsAllowedAreServedAndTheNextIsTurnedAway() throws Exception {
    try (SocketServer server = server().start()) {
      List<RawSocket> open = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        boolean webSocket = i % 2 == 0;
        open.add(webSocket ? RawSocket.webSocket(server.port(), "/ws") : idle(server));
      }

      assertThat(answer(server)).startsWith("HTTP/1.1 503").contains("Connection: close");
      assertThat(answer(server)).startsWith("HTTP/1.1 503");

      open.getFirst().close();
      await().untilAsserted(() -> assertThat(answer(server)).startsWith("HTTP/1.1 200"));
      open.forEach(RawSocket::close);
    }
  }

  private static RawSocket idle(SocketServer server) {
    RawSocket client = new RawSocket(server.port());
    client.send(REQUEST);
    assertThat(client.head()).startsWith("HTTP/1.1 200");
    return client;
  }

  private static String answer(SocketServer server) {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send(REQUEST);
      return client.head();
    }
  }

  private static SocketServer server() {
    return new SocketServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Map.of("/ws", new EchoEndpoint()),
        HttpRouting.builder().get("/plain", (request, response) -> response.send("plain")),
        SocketLimits.defaults().withConnections(CONNECTIONS),
        new SimpleMeterRegistry());
  }
}
