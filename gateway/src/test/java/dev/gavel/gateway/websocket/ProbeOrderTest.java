package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;

/// A client that changes over from polling hears on one connection what must not be overtaken by
/// what it hears on another.
class ProbeOrderTest {
  private static final ConformanceServer SERVER =
      ConformanceServer.start(ConformanceServer.patient());

  @AfterAll
  static void close() {
    SERVER.close();
  }

  /// Polls of a session are answered on other connections than its probe, and by other threads.
  @RepeatedTest(100)
  void aPollIsAnsweredAfterTheProbe() throws IOException {
    try (WireClient client = new WireClient(SERVER.port(), "/engine.io/")) {
      String query = "/engine.io/?EIO=4&sid=" + client.open() + "&transport=";
      try (RawSocket upgrade = RawSocket.webSocket(SERVER.port(), query + "websocket");
          RawSocket poll = new RawSocket(SERVER.port())) {
        upgrade.send(RawSocket.text("2probe"));
        upgrade.send(RawSocket.text("5"));
        poll.send("GET " + query + "polling HTTP/1.1\r\nHost: a\r\n\r\n");
        // 400: it has a WebSocket. Where its client took long to say so: 200, nothing new.
        assertThat(poll.head()).matches("(?s)HTTP/1.1 (400|200) .*");
        assertThat(upgrade.socket().getInputStream().available()).as("out already").isPositive();
        assertThat(upgrade.next()).isEqualTo("text 3probe");
      }
    }
  }
}
