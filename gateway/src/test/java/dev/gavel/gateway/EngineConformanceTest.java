package dev.gavel.gateway;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What every Engine.IO 4 server owes its clients: handshake, messages, heartbeat, close, upgrade.
/// Socket.IO's path owes the same below its packets.
class EngineConformanceTest {

  @Nested
  class RawEngine extends Cases {
    RawEngine() {
      super("/engine.io/");
    }

    @Test
    void textOverPolling() {
      String sid = client().open();
      assertThat(words(client().post(sid, "4hello"))).isEqualTo("200 ok");
      assertThat(client().poll(sid).body()).isEqualTo("4hello");
    }

    @Test
    void severalTextsInOnePayload() {
      String sid = client().open();
      assertThat(words(client().post(sid, "4test1\u001e4test2\u001e4한글"))).isEqualTo("200 ok");
      assertThat(client().poll(sid).body()).isEqualTo("4test1\u001e4test2\u001e4한글");
    }

    @Test
    void textAndBinaryInOnePayload() {
      String sid = client().open();
      assertThat(words(client().post(sid, "4hello\u001ebAQIDBA=="))).isEqualTo("200 ok");
      assertThat(client().poll(sid).body()).isEqualTo("4hello\u001ebAQIDBA==");
    }

    @Test
    void textOverWebSocket() {
      try (WireClient.Line line = client().direct()) {
        assertThat(line.send("4hello").next()).isEqualTo("4hello");
      }
    }

    @Test
    void binaryOverWebSocket() {
      try (WireClient.Line line = client().direct()) {
        byte[] bytes = {1, 2, 3, 4};
        assertThat(line.sendBinary(bytes).next()).isEqualTo("binary 01020304");
      }
    }
  }

  @Nested
  class BelowSocketIo extends Cases {
    BelowSocketIo() {
      super("/socket.io/");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Cases {
    private final String path;
    private final ConformanceServer server = ConformanceServer.start(ConformanceServer.patient());
    private WireClient client;

    Cases(String path) {
      this.path = path;
      this.client = new WireClient(server.port(), path);
    }

    WireClient client() {
      return client;
    }

    @BeforeAll
    void warmUp() {
      // The profile's heartbeats leave no time for the first loading of classes.
      client.direct().close();
      client.open();
    }

    @AfterEach
    void fresh() {
      client.close();
      client = new WireClient(server.port(), path);
    }

    @AfterAll
    void stop() {
      server.close();
      client.close();
    }

    @Test
    void opensOverPolling() {
      HttpResponse<String> response = client.get("EIO=4&transport=polling");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .matches(
              "0\\{\"sid\":\"conformance\\.[A-Za-z0-9_-]{22}\",\"upgrades\":\\[\"websocket\"],"
                  + "\"pingInterval\":1000,\"pingTimeout\":3000,\"maxPayload\":1000000}");
    }

    @Test
    void opensOverWebSocket() {
      try (WireClient.Line line = client.line("EIO=4&transport=websocket")) {
        assertThat(line.next()).contains("\"upgrades\":[],\"pingInterval\":1000");
      }
    }

    @Test
    void refusesOtherVersions() {
      String refused = "400 {\"code\":5,\"message\":\"Unsupported protocol version\"}";
      assertThat(words(client.get("transport=polling"))).isEqualTo(refused);
      assertThat(words(client.get("EIO=3&transport=polling"))).isEqualTo(refused);
      assertThat(words(client.get("EIO=abc&transport=polling"))).isEqualTo(refused);
    }

    @Test
    void refusesOtherTransports() {
      String refused = "400 {\"code\":0,\"message\":\"Transport unknown\"}";
      assertThat(words(client.get("EIO=4"))).isEqualTo(refused);
      assertThat(words(client.get("EIO=4&transport=flash"))).isEqualTo(refused);
    }

    @Test
    void refusesHandshakesThatAreNoGet() {
      String refused = "400 {\"code\":2,\"message\":\"Bad handshake method\"}";
      for (String method : new String[] {"POST", "PUT"}) {
        assertThat(
                words(
                    client.request(
                        method,
                        "EIO=4&transport=polling",
                        HttpRequest.BodyPublishers.ofString("4"))))
            .isEqualTo(refused);
      }
    }

    @Test
    void refusesOtherVersionsAndTransportsOverWebSocket() {
      for (String query :
          new String[] {
            "transport=websocket", "EIO=4", "EIO=4&transport=abc", "EIO=4&transport=polling"
          }) {
        assertThatThrownBy(() -> client.line(query)).as(query).hasMessageContaining("Handshake");
      }
    }

    @Test
    void closesUponAnUnknownPacketOverPolling() {
      String sid = client.open();
      assertThat(words(client.post(sid, "abc"))).isEqualTo("200 ok");
      assertThat(words(client.poll(sid))).startsWith("400 {\"code\":1");
    }

    @Test
    void closesUponTwoPollsAtOnce() {
      String sid = client.open();
      CompletableFuture<HttpResponse<String>> one = client.pollAsync(sid);
      CompletableFuture<HttpResponse<String>> two = client.pollAsync(sid);
      assertThat(new String[] {words(one.join()), words(two.join())})
          .containsExactlyInAnyOrder("200 1", "400 ");
      assertThat(client.poll(sid).statusCode()).isEqualTo(400);
    }

    @Test
    void closesUponAnUnknownPacketOverWebSocket() {
      try (WireClient.Line line = client.direct()) {
        assertThat(line.send("abc").untilEnd()).isEmpty();
      }
    }

    @Test
    void pingsOverPolling() {
      String sid = client.open();
      for (int i = 0; i < 3; i++) {
        assertThat(words(client.poll(sid))).isEqualTo("200 2");
        assertThat(words(client.post(sid, "3"))).isEqualTo("200 ok");
      }
    }

    @Test
    void pingsOverWebSocket() {
      try (WireClient.Line line = client.direct()) {
        for (int i = 0; i < 3; i++) {
          assertThat(line.next()).isEqualTo("2");
          line.send("3");
        }
      }
    }

    @Test
    void closesWithoutPongOverPolling() {
      String sid = client.open();
      assertThat(words(client.poll(sid))).isEqualTo("200 2");
      assertThat(words(client.poll(sid))).isEqualTo("200 1");
      assertThat(words(client.poll(sid))).startsWith("400 {\"code\":1");
    }

    @Test
    void closesWithoutPongOverWebSocket() {
      try (WireClient.Line line = client.direct()) {
        assertThat(line.next()).isEqualTo("2");
        assertThat(line.untilEnd()).isEmpty();
      }
    }

    @Test
    void clientClosesOverPolling() {
      String sid = client.open();
      CompletableFuture<HttpResponse<String>> poll = client.pollAsync(sid);
      assertThat(words(client.post(sid, "1"))).isEqualTo("200 ok");
      assertThat(words(poll.join())).isEqualTo("200 6");
      assertThat(words(client.poll(sid))).startsWith("400 {\"code\":1");
    }

    @Test
    void clientClosesOverWebSocket() {
      try (WireClient.Line line = client.direct()) {
        assertThat(line.send("1").untilEnd()).isEmpty();
      }
    }

    @Test
    void upgrades() {
      String sid = client.open();
      try (WireClient.Line line = client.upgrade(sid)) {
        assertThat(line.send("2probe").next()).isEqualTo("3probe");
        line.send("5");
        assertThat(line.next()).isEqualTo("2");
      }
    }

    @Test
    void refusesPollsAfterTheUpgrade() {
      String sid = client.open();
      try (WireClient.Line line = client.upgrade(sid)) {
        line.send("2probe").send("5");
        assertThat(words(client.poll(sid)))
            .isEqualTo("400 {\"code\":3,\"message\":\"Bad request\"}");
      }
    }

    @Test
    void closesASecondWebSocketAfterTheUpgrade() {
      String sid = client.open();
      try (WireClient.Line line = client.upgrade(sid)) {
        line.send("2probe").send("5");
        try (WireClient.Line second = client.upgrade(sid)) {
          assertThat(second.untilEnd()).isEmpty();
        }
        assertThat(line.next()).isEqualTo("3probe");
        assertThat(line.next()).isEqualTo("2");
      }
    }
  }
}
