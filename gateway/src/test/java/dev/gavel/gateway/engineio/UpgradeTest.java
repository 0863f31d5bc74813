package dev.gavel.gateway.engineio;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From polling to a WebSocket: races, order, and probes that come to nothing.
class UpgradeTest {
  private static final int UPGRADE_TIMEOUT_MS = 500;

  private final ConformanceServer server =
      new ConformanceServer(
          0,
          new EngineLimits(
              30_000,
              20_000,
              UPGRADE_TIMEOUT_MS,
              10_000,
              10_000,
              100,
              50,
              new EngineLimits.PollBuffer(64, 100_000)),
          new Cors(Set.of(), false));
  private final WireClient client = new WireClient(server.port(), "/engine.io/");

  @AfterEach
  void nothingIsLeft() {
    client.close();
    server.close();
    await().until(() -> server.engine.sessions() == 0);
  }

  @Test
  void aPollThatWaitsIsEndedByTheProbe() {
    String sid = client.open();
    CompletableFuture<HttpResponse<String>> poll = client.pollAsync(sid);
    try (WireClient.Line line = client.upgrade(sid)) {
      assertThat(line.send("2probe").next()).isEqualTo("3probe");
      assertThat(words(poll.join())).isEqualTo("200 6");
      assertThat(words(client.poll(sid))).as("a later one too").isEqualTo("200 6");
      assertThat(words(client.post(sid, "4over polling"))).isEqualTo("200 ok");
      assertThat(words(client.poll(sid))).isEqualTo("200 4over polling");
    }
  }

  @Test
  void whatWaitsGoesOverTheWebSocketInOrder() {
    String sid = client.open();
    client.post(sid, "4a\u001e4b\u001ebAQI=");
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe").next();
      line.send("5").send("4c");
      assertThat(line.next()).isEqualTo("4a");
      assertThat(line.next()).isEqualTo("4b");
      assertThat(line.next()).isEqualTo("binary 0102");
      assertThat(line.next()).isEqualTo("4c");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "4x", "3", "2", "1", "2prob", "", "0"})
  void anythingButAProbeEndsTheWebSocketOnly(String message) {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      assertThat(line.send(message).untilEnd()).isEmpty();
    }
    sessionIsWellOnPolling(sid);
  }

  private void sessionIsWellOnPolling(String sid) {
    assertThat(words(client.post(sid, "4well"))).isEqualTo("200 ok");
    assertThat(words(client.poll(sid))).isEqualTo("200 4well");
  }

  @Test
  void aProbeThatDiesLeavesTheSessionAlone() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe").next();
    }
    sessionIsWellOnPolling(sid);
    await().until(() -> upgradesNow(sid));
  }

  private boolean upgradesNow(String sid) {
    try (WireClient.Line line = client.upgrade(sid)) {
      return line.send("2probe").next().equals("3probe");
    }
  }

  @Test
  void aProbeThatNeverEndsIsEnded() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe").next();
      assertThat(line.untilEnd()).isEmpty();
    }
    sessionIsWellOnPolling(sid);
    CompletableFuture<HttpResponse<String>> poll = client.pollAsync(sid);
    client.post(sid, "4held as before");
    assertThat(words(poll.join())).isEqualTo("200 4held as before");
  }

  @Test
  void aSecondProbeMustGoAndTheFirstStays() {
    String sid = client.open();
    try (WireClient.Line first = client.upgrade(sid)) {
      assertThat(first.send("2probe").next()).isEqualTo("3probe");
      try (WireClient.Line second = client.upgrade(sid)) {
        assertThat(second.send("2probe").untilEnd()).isEmpty();
      }
      assertThat(first.send("5").send("4x").next()).isEqualTo("4x");
    }
  }

  @Test
  void unknownAndStolenSidsAreRefused() {
    assertThatThrownBy(() -> client.upgrade("conformance.unknown"))
        .hasMessageContaining("Handshake");
    assertThatThrownBy(() -> client.upgrade("other.unknown")).hasMessageContaining("Handshake");
    String sid = client.open("Cookie", "user=kim");
    assertThatThrownBy(
            () -> client.line("EIO=4&transport=websocket&sid=" + sid, "Cookie", "user=lee"))
        .hasMessageContaining("Handshake");
  }

  @Test
  void theSessionEndsItsProbeToo() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe").next();
      client.post(sid, "1");
      assertThat(line.untilEnd()).isEmpty();
    }
  }

  /// The client has stopped polling to change over: cut off now, it would wait for ever.
  @Test
  void whatWasLeftWhenTheSessionEndedGoesOverTheWebSocketThatTakesOver() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      assertThat(line.send("2probe").next()).isEqualTo("3probe");
      client.post(sid, "4a\u001ebAQI=");
      server.engine.drain(0);
      line.send("5");
      assertThat(line.next()).isEqualTo("4a");
      assertThat(line.untilEnd()).isEqualTo("binary 0102");
    }
    assertThat(words(client.poll(sid))).as("said once").contains("Session ID unknown");
  }

  @Test
  void whatAPollHasHeardAlreadyIsNotSaidAgain() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      assertThat(line.send("2probe").next()).isEqualTo("3probe");
      client.post(sid, "4a");
      server.engine.drain(0);
      assertThat(words(client.poll(sid))).isEqualTo("200 4a");
      assertThat(line.send("5").untilEnd()).isEmpty();
    }
  }

  @Test
  void aProbeWhoseSessionHasEndedIsEndedInItsTime() {
    String sid = client.open();
    try (WireClient.Line line = client.upgrade(sid)) {
      assertThat(line.send("2probe").next()).isEqualTo("3probe");
      server.engine.drain(0);
      assertThat(line.untilEnd()).isEmpty();
    }
  }

  @Test
  void tooMuchOverAWebSocketEndsIt() {
    try (WireClient.Line line = client.direct()) {
      assertThat(line.send("4" + "한".repeat(4_000)).untilEnd()).isEmpty();
    }
    try (WireClient.Line line = client.direct()) {
      line.sendBinary(new byte[10_001]);
      assertThat(line.untilEnd()).isEmpty();
    }
  }

  /// Messages go in over polling while the upgrade happens; all come out, in order.
  @RepeatedTest(5)
  void nothingIsLostOrReorderedByTheSwitch() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    String sid = client.open();
    StringBuilder got = new StringBuilder();
    int sent = 0;
    for (int before = random.nextInt(5); sent < before; sent++) {
      client.post(sid, "4" + sent);
    }
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe");
      client.post(sid, "4" + sent++);
      String polled = client.poll(sid).body();
      got.append(polled.replace("\u001e", "")).append(polled.equals("6") ? "" : ",");
      client.post(sid, "4" + sent++);
      assertThat(line.next()).isEqualTo("3probe");
      line.send("5").send("4" + sent++);
      while (!got.toString().contains("4" + (sent - 1))) {
        got.append(line.next());
      }
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < sent; i++) {
      expected.append('4').append(i);
    }
    assertThat(got.toString().replace(",", "").replace("6", ""))
        .as("seed %d", seed)
        .isEqualTo(expected.toString().replace("6", ""));
  }
}
