package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The plain protocol in the whole system: two gateways, a worker, everybody's frames held against
/// the gateway's AsyncAPI document; then a logout.
@ExtendWith(BackendsExtension.class)
class PlainProtocolIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7);

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonNode document = read();

  private static JsonNode read() {
    try (InputStream in = PlainProtocolIT.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, "asyncapi.yaml"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void check(String schema, JsonNode json) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("components", document.path("components"));
    whole.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + schema);
    assertThat(SCHEMAS.getSchema(whole).validate(json)).as("%s as %s", json, schema).isEmpty();
  }

  private void checkAll(PlainTab tab) {
    for (JsonNode frame : tab.frames()) {
      check("Frame", frame);
      String event = frame.path("event").asText();
      if (!event.equals("ack")) {
        JsonNode message =
            document.path("components").path("messages").path(event.replace(':', '_'));
        assertThat(message.isObject()).as("%s is described", event).isTrue();
        String schema = message.path("payload").path("$ref").asText();
        check(schema.substring(schema.lastIndexOf('/') + 1), frame.path("data"));
      }
    }
  }

  private JsonNode asked(PlainTab tab, String event, ObjectNode data, String schema)
      throws Exception {
    JsonNode answer = tab.ask(event, data);
    check(schema, answer);
    return answer;
  }

  /// One person on two gateways, a rival, and somebody who only watches.
  private record Tabs(PlainTab tab, PlainTab second, PlainTab rival, PlainTab watcher)
      implements AutoCloseable {
    List<PlainTab> all() {
      return List.of(tab, second, rival, watcher);
    }

    @Override
    public void close() {
      all().forEach(PlainTab::close);
    }
  }

  @Test
  void liveFramesAreWhatTheDocumentSays(Backends backends) throws Exception {
    try (var _ = worker(backends);
        Stage stage = Stage.open(backends, "plain", 2)) {
      Stage.Room room = stage.openRoom();
      ObjectNode here = PlainTab.room(room.id());
      String mine = stage.cookie(0) + "; session_id=plain-" + room.id();
      try (Tabs tabs =
          new Tabs(
              PlainTab.open(http, stage.port(0), mine),
              PlainTab.open(http, stage.port(1), mine),
              PlainTab.open(http, stage.port(1), stage.cookie(1)),
              PlainTab.open(http, stage.port(0), ""))) {
        sitDown(tabs, here);
        act(tabs, here);
        catchUp(tabs.rival(), here);
        logOut(tabs, stage, mine);
        await()
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(tabs.watcher().heard("left")).hasSize(2));
        tabs.all().forEach(this::checkAll);
      }
    }
  }

  @Test
  void aLimitReachesTheBiddersSocketsOnEveryGatewayAtOnce(Backends backends) throws Exception {
    try (var _ = worker(backends);
        Stage stage = Stage.open(backends, "limit", 2)) {
      Stage.Room room = stage.openRoom();
      ObjectNode here = PlainTab.room(room.id());
      try (Tabs tabs =
              new Tabs(
                  PlainTab.open(http, stage.port(0), stage.cookie(0)),
                  PlainTab.open(http, stage.port(1), stage.cookie(0)),
                  PlainTab.open(http, stage.port(1), stage.cookie(1)),
                  PlainTab.open(http, stage.port(0), ""));
          PlainTab desk = PlainTab.open(http, stage.port(0), stage.staffCookie())) {
        limit(tabs, desk, here, stage.bidder(0));
        tabs.all().forEach(this::checkAll);
      }
    }
  }

  private void limit(Tabs tabs, PlainTab desk, ObjectNode here, String bidder) throws Exception {
    asked(tabs.second(), "join", here.deepCopy(), "Snapshot");
    ObjectNode limit = here.deepCopy().put("op", "limit").put("bidder", bidder);
    asked(desk, "command", limit.deepCopy().put("id", "l1").put("amount", 300_000), "Answer");
    asked(desk, "command", limit.deepCopy().put("id", "l2").put("amount", 200_000), "Answer");
    // Once more the first: the room answers it again, and nobody is told an old limit.
    asked(desk, "command", limit.deepCopy().put("id", "l1").put("amount", 300_000), "Answer");
    asked(desk, "command", limit.deepCopy().put("id", "l3").put("amount", 150_000), "Answer");
    for (PlainTab own : List.of(tabs.tab(), tabs.second())) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(own.heard("bid:limit"))
                  .extracting(told -> told.path("limit").asLong())
                  .containsExactly(300_000L, 200_000L, 150_000L));
    }
    assertThat(tabs.rival().heard("bid:limit")).isEmpty();
    JsonNode above = asked(tabs.second(), "bid", bid(here, "price", 200_000, "b1"), "Answer");
    assertThat(above.path("code").asText()).isEqualTo("OVER_LIMIT");
  }

  private void sitDown(Tabs tabs, ObjectNode here) throws Exception {
    for (PlainTab one : tabs.all()) {
      JsonNode snapshot = asked(one, "join", here.deepCopy(), "Snapshot");
      assertThat(snapshot.path("sequence").asLong()).isEqualTo(1);
    }
    asked(tabs.tab(), "time", here.deepCopy(), "Time");
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(tabs.watcher().heard("presence"))
                .last()
                .extracting(data -> data.path("count").asInt())
                .isEqualTo(3));
  }

  private void act(Tabs tabs, ObjectNode here) throws Exception {
    PlainTab tab = tabs.tab();
    JsonNode first = asked(tab, "bid", bid(here, "price", 100_000, "b1"), "Answer");
    assertThat(first.path("status").asText()).isIn("leading", "pending");
    asked(tabs.rival(), "bid", bid(here, "max", 900_000, "b2"), "Answer");
    asked(tab, "bid", bid(here, "price", 200_000, "b3"), "Answer");
    asked(tab, "bid", bid(here, "price", 1, "b4"), "Answer");
    asked(tab, "message", here.deepCopy().put("text", "안녕하세요"), "Done");
    asked(tabs.watcher(), "bid", bid(here, "price", 300_000, "b5"), "Refused");
    asked(tabs.rival(), "command", here.deepCopy().put("id", "c").put("op", "pause"), "Refused");
    tab.tell("nonsense", here.deepCopy());
    for (PlainTab one : tabs.all()) {
      await().atMost(LIMIT).until(() -> one.heard("message").size() == 1);
      await().atMost(LIMIT).until(() -> one.heard("bid").size() >= 3);
    }
    await().atMost(LIMIT).until(() -> !tab.heard("error").isEmpty());
  }

  private void catchUp(PlainTab rival, ObjectNode here) throws Exception {
    JsonNode missed = asked(rival, "join", here.deepCopy().put("after", 1), "Snapshot");
    assertThat(missed.path("recovered").asBoolean()).isTrue();
    assertThat(missed.path("missed").findValuesAsText("sequence")).contains("2", "3", "4");
    asked(rival, "leave", here.deepCopy(), "Done");
  }

  private void logOut(Tabs tabs, Stage stage, String cookies) throws Exception {
    long began = System.nanoTime();
    logout(stage.port(0), cookies);
    assertThat(tabs.tab().end()).isEqualTo("4501 TOKEN_REVOKED");
    assertThat(tabs.second().end()).isEqualTo("4501 TOKEN_REVOKED");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    try (PlainTab again = PlainTab.open(http, stage.port(1), stage.cookie(0))) {
      assertThat(again.end()).isEqualTo("4401 TOKEN_REVOKED");
    }
  }

  private static ObjectNode bid(ObjectNode room, String kind, long amount, String id) {
    return room.deepCopy().put(kind, amount).put("id", id);
  }

  private void logout(int port, String cookies) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/session"))
            .header("Cookie", cookies)
            .DELETE()
            .build();
    HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
    assertThat(answer.statusCode()).isEqualTo(204);
  }

  private static dev.gavel.bids.Running worker(Backends backends) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            "plain", backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }
}
