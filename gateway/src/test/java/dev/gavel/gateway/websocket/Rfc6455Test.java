package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every case of [Rfc6455Cases] over a raw socket.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Rfc6455Test {
  static final int MAX_MESSAGE = 100_000;
  static final int MAX_FRAGMENTS = 200;
  static final int MAX_CONTROL = 100;

  private final EchoEndpoint echo = new EchoEndpoint();
  private final SocketServer server =
      new SocketServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Map.of("/echo", echo),
          HttpRouting.builder(),
          limits(),
          new SimpleMeterRegistry());

  private static SocketLimits limits() {
    SocketLimits usual = SocketLimits.defaults();
    return new SocketLimits(
        usual.maxConnections(),
        usual.maxConnectionsPerAddress(),
        MAX_MESSAGE,
        MAX_FRAGMENTS,
        MAX_CONTROL,
        usual.requests(),
        usual.mailbox(),
        new SocketLimits.Deadlines(10_000, 10_000, 10_000, 10_000, 5_000, 2_000, 20, 60_000));
  }

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  static List<Rfc6455Cases.Case> cases() {
    return Rfc6455Cases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void answersByTheRfc(Rfc6455Cases.Case conversation) {
    echo.heard.clear();
    try (RawSocket client = RawSocket.webSocket(server.port(), "/echo")) {
      conversation.chunks().forEach(client::send);
      List<String> answers = new ArrayList<>();
      while (answers.size() < conversation.answers().size()) {
        answers.add(client.next());
      }
      assertThat(answers).isEqualTo(conversation.answers());
    }
    await().pollInterval(Duration.ofMillis(5)).until(() -> echo.heard.size() == 2);
    assertThat(echo.heard.poll()).isEqualTo("opened");
    assertThat(echo.heard.poll()).startsWith("gone ");
  }

  @Test
  void theTableIsLong() {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(120);
  }
}
