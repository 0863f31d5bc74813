package dev.gavel.gateway.api;

import static dev.gavel.gateway.api.RestStage.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/// The bids of a room as they are stored: whoever made them, and wherever.
class RoomBidsTest {
  private static final String ROOM = "r-bids";
  private static final String RECEIPT = "0".repeat(64);
  private static RestStage stage;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    stage = new RestStage(folder, true);
    insert("rooms", room());
    bid(1, "u1", "BIDDER", "bid", leading(1, 100_000));
    floor(2, leading(2, 150_000).append("extendedToMs", 99L), 7);
    floor(3, new Document("status", "refused").append("code", "CLOSED"), 7);
    bid(4, "staff", "STAFF", "ask", new Document("status", "done").append("op", "ask"));
    bid(5, "u1", "BIDDER", "max", leading(3, 200_000));
    floor(6, leading(4, 250_000).append("status", "outbid"), 12);
  }

  @AfterAll
  static void stop() {
    stage.close();
  }

  private static void insert(String collection, Document document) {
    Mono.from(stage.database.getCollection(collection).insertOne(document)).block();
  }

  private static Document room() {
    return new Document("_id", ROOM)
        .append("topicId", "topic")
        .append("partition", 0)
        .append("firstOffset", 0L)
        .append("offset", 6L)
        .append("sequence", 6L)
        .append("receipt", RECEIPT)
        .append("atMs", 1_000L)
        .append("phase", "OPEN")
        .append("item", "i1")
        .append("terms", Document.parse(new TermsCodec().json(terms()).toString()))
        .append("standing", Document.parse(new StandingCodec().json(standing()).toString()))
        .append("paddles", new Document())
        .append("last", List.of());
  }

  private static RoomTerms terms() {
    Sale sale =
        new Sale(
            "s",
            new Sale.Words("t", ""),
            Mode.AUCTIONEER,
            false,
            new Sale.Times(0, 0, 0),
            new Sale.Money("KRW", IncrementTables.KRW_LIVE.name(), "house"),
            List.of(new Sale.Lot("i1", 100_000, OptionalLong.empty())),
            Sale.State.RUNNING,
            "s1",
            5);
    return sale.next(Map.of(), 1_000).openings().getFirst().terms();
  }

  private static Standing standing() {
    return new Standing(
        Standing.Phase.OPEN,
        false,
        OptionalLong.of(250_000),
        Optional.of("u1"),
        OptionalLong.of(300_000),
        OptionalLong.empty(),
        Optional.empty(),
        4,
        0,
        Optional.empty());
  }

  private static Document leading(long bid, long price) {
    return new Document("status", "leading").append("bid", bid).append("price", price);
  }

  private static void bid(long offset, String by, String role, String op, Document answer) {
    insert("bids", document(offset, by, role, op, answer));
  }

  private static void floor(long offset, Document answer, int paddle) {
    insert("bids", document(offset, "staff", "STAFF", "floor", answer).append("paddle", paddle));
  }

  private static Document document(
      long offset, String by, String role, String op, Document answer) {
    return new Document("_id", ROOM + ":" + offset)
        .append("room", ROOM)
        .append("partition", 0)
        .append("offset", offset)
        .append("id", "c" + offset)
        .append("by", by)
        .append("role", role)
        .append("op", op)
        .append("amount", 1_000_000L)
        .append("atMs", 1_000L + offset)
        .append("duplicate", false)
        .append("answer", answer)
        .append("sequence", offset)
        .append("receipt", RECEIPT);
  }

  @Test
  void bidsOfTheFloorAreAmongThem() throws Exception {
    JsonNode bids = json(stage.get("/api/rooms/" + ROOM + "/bids")).path("bids");
    assertThat(bids.findValuesAsText("place")).containsExactly("0:6", "0:5", "0:2", "0:1");
    assertThat(bids.findValuesAsText("kind")).containsExactly("FLOOR", "MAXIMUM", "FLOOR", "EXACT");
    assertThat(bids.path(0).path("who").asText()).isEqualTo("현장 12");
    assertThat(bids.path(0).path("status").asText()).isEqualTo("outbid");
    assertThat(bids.path(2).path("who").asText()).isEqualTo("현장 7");
    assertThat(bids.path(2).path("price").asLong()).isEqualTo(150_000);
    assertThat(bids.toString()).as("what a maximum was").doesNotContain("1000000");
  }

  @Test
  void aFloorBidIsNobodysOwn() throws Exception {
    HttpResponse<String> answer =
        stage.send(stage.as("staff", "staff", "/api/rooms/" + ROOM + "/bids"));
    assertThat(json(answer).path("bids").findValuesAsText("own")).containsOnly("false");
    HttpResponse<String> mine = stage.send(stage.as("staff", "staff", "/api/me/bids"));
    assertThat(json(mine).path("bids")).isEmpty();
  }

  @Test
  void pagesFollowOneAnother() throws Exception {
    JsonNode first = json(stage.get("/api/rooms/" + ROOM + "/bids?limit=2"));
    assertThat(first.path("next").asLong()).isEqualTo(5);
    JsonNode second = json(stage.get("/api/rooms/" + ROOM + "/bids?limit=2&before=5"));
    assertThat(second.path("bids").findValuesAsText("place")).containsExactly("0:2", "0:1");
  }
}
