package dev.gavel.gateway.engineio;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// A client that goes away while its GET is held. A thread that waits to answer reads nothing, so
/// the gateway does not see that connection end: what cleans up is the next ping, which nobody
/// answers, or the client's own next GET.
class AbortedPollTest {
  private static final String UNKNOWN = "400 {\"code\":1,\"message\":\"Session ID unknown\"}";

  /// Sends a GET that is held, and goes.
  private static void abortOne(ConformanceServer server, String sid) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      String get =
          "GET /engine.io/?EIO=4&transport=polling&sid=" + sid + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Test
  void thePingsDeadlineEndsTheSession() throws IOException {
    try (ConformanceServer server = ConformanceServer.start(ConformanceServer.profile());
        WireClient client = new WireClient(server.port(), "/engine.io/")) {
      String sid = client.open();
      abortOne(server, sid);
      await().until(() -> server.engine.sessions() == 0);
      assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void theNextGetEndsTheSessionAtOnce() throws IOException {
    try (ConformanceServer server = ConformanceServer.start(ConformanceServer.patient());
        WireClient client = new WireClient(server.port(), "/engine.io/")) {
      String sid = client.open();
      abortOne(server, sid);
      await()
          .untilAsserted(() -> {
            // The gateway may read the second GET first: it is then the one that is held.
            assertThat(client.poll(sid).statusCode()).isEqualTo(400);
            assertThat(server.engine.sessions()).isZero();
          });
      assertThat(words(client.poll(sid))).isEqualTo(UNKNOWN);
    }
  }

  @Test
  void whoAsksToBeWokenUpAfterTheEndIsNotAndNothingFails() {
    Alarms alarms = new Alarms("ended");
    alarms.close();
    AtomicBoolean rang = new AtomicBoolean();
    Future<?> alarm = alarms.inMs(0, () -> rang.set(true));
    assertThat(alarm.cancel(false)).isTrue();
    assertThat(rang).isFalse();
  }
}
