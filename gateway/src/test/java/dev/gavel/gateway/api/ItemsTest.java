package dev.gavel.gateway.api;

import static dev.gavel.gateway.api.RestStage.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.Wish;
import io.micrometer.core.instrument.Counter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTest {
  private static final String EVIL = "<script>alert(1)</script>\u202E뒤집힘\n둘째 줄";
  private static RestStage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = new RestStage(folder, true);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static HttpResponse<String> asStaff(String method, String path, JsonNode body)
      throws Exception {
    return stage.send(
        stage
            .as("s1", "staff", path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private static String create(String title) throws Exception {
    HttpResponse<String> answer =
        asStaff(
            "POST",
            "/api/items",
            JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("title", title)
                .put("picture", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
                .put("estimateLow", 100_000));
    assertThat(answer.statusCode()).isEqualTo(201);
    return json(answer).path("id").asText();
  }

  @Test
  void textsComeBackAsTheyWereGiven() throws Exception {
    String id = create(EVIL);
    JsonNode item = json(stage.get("/api/items/" + id));
    assertThat(item.path("title").asText()).isEqualTo(EVIL);
    assertThat(item.path("version").asLong()).isEqualTo(1);
    assertThat(item.has("picture")).isFalse();
  }

  @Test
  void aPictureCanRunNothing() throws Exception {
    HttpResponse<String> picture = stage.get("/api/items/" + create("그림") + "/picture.svg");
    assertThat(picture.headers().firstValue("content-type")).contains("image/svg+xml");
    assertThat(picture.headers().allValues("content-security-policy"))
        .singleElement()
        .asString()
        .contains("sandbox", "default-src 'none'");
    assertThat(picture.headers().firstValue("x-content-type-options")).contains("nosniff");
  }

  @Test
  void anItemWithoutAPictureShowsAnEmptyFrameAndNoItemShowsNone() throws Exception {
    String id = create("그림 없음");
    JsonNode change =
        JsonMapper.builder()
            .build()
            .createObjectNode()
            .put("title", "그림 없음")
            .put("picture", "")
            .put("version", 1);

    assertThat(asStaff("PUT", "/api/items/" + id, change).statusCode()).isEqualTo(200);
    HttpResponse<String> picture = stage.get("/api/items/" + id + "/picture.svg");
    assertThat(picture.statusCode()).isEqualTo(200);
    assertThat(picture.body()).isEqualTo(Items.NO_PICTURE);
    assertThat(stage.get("/api/items/nobody/picture.svg").statusCode()).isEqualTo(404);
  }

  @Test
  void aChangeIsSeenAtOnceAndByVersionOnly() throws Exception {
    String id = create("처음");
    assertThat(json(stage.get("/api/items/" + id)).path("title").asText()).isEqualTo("처음");
    JsonNode change =
        JsonMapper.builder().build().createObjectNode().put("title", "다음").put("version", 1);

    assertThat(asStaff("PUT", "/api/items/" + id, change).statusCode()).isEqualTo(200);
    assertThat(json(stage.get("/api/items/" + id)).path("title").asText()).isEqualTo("다음");
    assertThat(stage.get("/api/items/" + id + "/picture.svg").statusCode()).isEqualTo(200);
    HttpResponse<String> late = asStaff("PUT", "/api/items/" + id, change);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).path("code").asText()).isEqualTo("CHANGED_MEANWHILE");
  }

  @Test
  void aSecondReadComesFromTheCache() throws Exception {
    String id = create("캐시");
    Counter hits = stage.meters.counter("gavel_item_cache_total", "result", "hit");
    double before = hits.count();
    // A Redis that takes long to be reached is not waited for, and then nothing is kept.
    await()
        .until(() -> {
          stage.get("/api/items/" + id);
          return hits.count() > before;
        });
  }

  @Test
  void pagesFollowOneAnotherAndAreNotSentTwice() throws Exception {
    for (int i = 0; i < 3; i++) {
      create("쪽 " + i);
    }
    HttpResponse<String> first = stage.get("/api/items?limit=2");
    assertThat(json(first).path("items")).hasSize(2);
    String next = json(first).path("next").asText();
    JsonNode second = json(stage.get("/api/items?limit=2&after=" + next));
    assertThat(second.path("items").path(0).path("id").asText()).isGreaterThan(next);
    HttpResponse<String> again =
        stage.send(
            stage
                .to("/api/items?limit=2")
                .header("If-None-Match", first.headers().firstValue("etag").orElseThrow()));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void onlyStaffChangesTheCatalogue() throws Exception {
    var request =
        stage
            .as("u1", "bidder", "/api/items")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"x\"}"));
    HttpResponse<String> answer = stage.send(request);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(stage.post("/api/items", "{\"title\":\"x\"}").statusCode()).isEqualTo(401);
  }

  private static JsonNode terms(String item) {
    Sale sale =
        new Sale(
            "s",
            new Sale.Words("t", ""),
            Mode.TIMED,
            true,
            new Sale.Times(60_000, 0, 30_000),
            new Sale.Money("KRW", IncrementTables.KRW_ONLINE.name(), "house"),
            List.of(new Sale.Lot(item, 100_000, OptionalLong.empty())),
            Sale.State.RUNNING,
            "s1",
            5);
    return new TermsCodec().json(sale.next(Map.of(), 1_000).openings().getFirst().terms());
  }

  @Test
  void aRoomIsOpenedByACommandInTheLog() throws Exception {
    String item = create("방");
    JsonNode body =
        JsonMapper.builder()
            .build()
            .createObjectNode()
            .put("room", "r-1")
            .set("terms", terms(item));

    HttpResponse<String> answer = asStaff("POST", "/api/rooms", body);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).path("room").asText()).isEqualTo("r-1");
    RoomCommand command =
        stage.commands.stream().filter(c -> c.room().equals("r-1")).findFirst().orElseThrow();
    assertThat(command.by().id()).isEqualTo("s1");
    assertThat(command.wish()).isInstanceOf(Wish.Open.class);
  }

  @Test
  void whatIsNotThereIsAProblemWithACode() throws Exception {
    for (String path :
        new String[] {
          "/api/items/nope",
          "/api/rooms/nope",
          "/api/rooms/nope/bids",
          "/api/sales/x",
          "/api/rooms/%00/log",
          "/api/nothing",
          "/api/items/a%2fb"
        }) {
      HttpResponse<String> answer = stage.get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(answer.body()).as(path).doesNotContain("Exception", "dev.gavel");
    }
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws Exception {
    JsonNode description = json(stage.get("/api/openapi.json"));
    assertThat(description.path("openapi").asText()).startsWith("3.1");
    var described = new TreeSet<String>();
    description
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method -> {
                  if (!method.equals("parameters")) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                  }
                }));
    assertThat(described).containsExactlyInAnyOrderElementsOf(stage.api.listed());
    assertThat(stage.get("/api/docs").body()).contains("/docs.js");
  }
}
