package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.PeerEvents.Welcome;
import dev.gavel.gateway.people.Person;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What was wrong with the original, by its numbers: that part of it that is the floor's.
class OriginalBugsTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String BID = "{'roomId':'room-1','price':100000}";

  private static Decision decided(RoomCommand command, Answer answer) {
    return new Decision(
        command.room(),
        new Place(3, 77),
        command.id(),
        command.by(),
        command.wish().op(),
        2_000,
        answer,
        false,
        2,
        List.of(),
        "ab".repeat(32));
  }

  private static void answers(FloorStage stage, Answer answer) {
    stage.log.set(command ->
        CompletableFuture.completedFuture(new Outcome.Decided(decided(command, answer))));
  }

  private static Answer leading() {
    return new Answer.Leading(1, 100_000, OptionalLong.empty());
  }

  @Test
  void bug21AnotherSocketOfTheSamePersonIsTheSamePerson() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer before = stage.seat(FakePeer.of("kim"));
      stage.publish(stage.house.bid("kim", 100_000));
      Awaitility.await().atMost(LIMIT).until(() -> before.sequences().size() == 1);
      stage.events.gone(before, "refresh");
      FakePeer after = stage.enter(FakePeer.of("kim"));
      JsonNode room = stage.ask(after, "join", "{'roomId':'room-1'}");
      assertThat(room.path("mine").path("hasBid").asBoolean()).isTrue();
      assertThat(room.path("mine").path("leading").asBoolean()).isTrue();
    }
  }

  @Test
  void bug22NothingGrowsWithPeopleWhoAreGone() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      for (int i = 0; i < 500; i++) {
        FakePeer kim = stage.seat(FakePeer.of("kim"));
        stage.events.gone(kim, "gone");
      }
      FakePeer last = stage.seat(FakePeer.of("lee"));
      double before = stage.meters.counter("gavel_fanout_deliveries_total").count();
      stage.publish(stage.house.bid("kim", 100_000));
      Awaitility.await().atMost(LIMIT).until(() -> last.sequences().size() == 1);
      assertThat(stage.meters.counter("gavel_fanout_deliveries_total").count() - before)
          .isEqualTo(1);
    }
  }

  @Test
  void bugs27And28OwnTabsAndOthersAreEachToldTheirLine() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer own = stage.seat(FakePeer.of("kim"));
      FakePeer ownToo = stage.seat(FakePeer.of("kim"));
      FakePeer other = stage.seat(FakePeer.of("lee"));
      stage.publish(stage.house.bid("kim", 150_000));
      for (FakePeer peer : List.of(own, ownToo, other)) {
        Awaitility.await().atMost(LIMIT).until(() -> peer.sequences().size() == 1);
        FakePeer.Told bid = peer.told.getLast();
        assertThat(bid.event()).isEqualTo("bid");
        assertThat(bid.arguments().getFirst().asText())
            .isEqualTo(peer == other ? "KIM(kim@gavel.example): 150000원" : "본인: 150000원");
        assertThat(bid.last().path("text")).isEqualTo(bid.arguments().getFirst());
        assertThat(bid.last().path("standing").path("leading").asBoolean())
            .isEqualTo(peer != other);
      }
    }
  }

  @Test
  void bug29AnUpdateThatRedisLostComesAllTheSame() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.house.bid("kim", 100_000); // stored, and its message is lost
      Awaitility.await().atMost(LIMIT).until(() -> lee.sequences().equals(List.of(2L)));
    }
  }

  @Test
  void bug32NothingIsShownBeforeItIsStored() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      answers(stage, leading());
      assertThat(stage.ask(kim, "bid", BID).path("status").asText()).isEqualTo("leading");
      // The decision alone shows nobody anything: only the worker's update does.
      assertThat(kim.heard("bid")).isEmpty();
      assertThat(lee.heard("bid")).isEmpty();
    }
  }

  @Test
  void bug33EveryWishIsJudgedByTheLogAndNonsenseIsNotSent() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      answers(stage, Answer.Refused.of(Refusal.AMOUNT_INVALID));
      for (String price : List.of("-5", "1.5", "'1,000'", "true", "1e3", "0", "[]", "null")) {
        JsonNode answer = stage.ask(kim, "bid", "{'roomId':'room-1','price':%s}".formatted(price));
        assertThat(answer.path("code").asText()).as(price).isEqualTo("AMOUNT_INVALID");
        assertThat(stage.sent.poll().wish())
            .isInstanceOfSatisfying(
                Wish.Bid.class, bid -> assertThat(bid.amount()).isInstanceOf(Amount.Invalid.class));
      }
      for (String body :
          List.of(
              "{'roomId':'room-1'}",
              "{'roomId':'room-1','price':1,'max':2}",
              "{'roomId':'room-1','price':1,'id':'has space'}",
              "{'roomId':'room-1','price':1,'id':7}",
              "{'roomId':'room-1','price':1,'notAfter':'soon'}",
              "{'roomId':7,'price':1}",
              "{'price':1}",
              "[]",
              "7")) {
        assertThat(stage.ask(kim, "bid", body).path("code").asText())
            .as(body)
            .isEqualTo("FORM_INVALID");
      }
      assertThat(stage.sent).isEmpty();
    }
  }

  @Test
  void bug34WhoHasNotJoinedCannotBid() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      assertThat(stage.ask(kim, "bid", BID).path("code").asText()).isEqualTo("NOT_JOINED");
      stage.ask(kim, "join", "{'roomId':'room-1'}");
      stage.ask(kim, "leave", "{'roomId':'room-1'}");
      assertThat(stage.ask(kim, "bid", BID).path("code").asText()).isEqualTo("NOT_JOINED");
      assertThat(stage.ask(kim, "join", "{'roomId':'nowhere'}").path("code").asText())
          .isEqualTo("ROOM_UNKNOWN");
      assertThat(stage.sent).isEmpty();
    }
  }

  @Test
  void bug35WhoBidsIsTheTokensSubjectWhateverThePayloadSays() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      answers(stage, leading());
      stage.ask(
          kim, "bid", "{'roomId':'room-1','price':1,'userId':'lee','by':'lee','role':'STAFF'}");
      assertThat(stage.sent.poll().by()).isEqualTo(new Author("kim", Role.BIDDER));
    }
  }

  @Test
  void bug38WhoIsGoneFromTheUsersIsTurnedAwayWithTheOriginalsWords() {
    try (FloorStage stage = new FloorStage()) {
      assertThat(stage.connect(FakePeer.of("nobody")))
          .isEqualTo(new Welcome.Rejected("USER_UNKNOWN", "토큰에 해당하는 사용자 없음."));
      FakePeer noToken =
          new FakePeer(new Identity.Refused("TOKEN_MISSING", "연결하려면 유효한 토큰을 제공.", "s"), Map.of());
      assertThat(stage.connect(noToken))
          .isEqualTo(new Welcome.Rejected("TOKEN_MISSING", "연결하려면 유효한 토큰을 제공."));
      FakePeer noItem =
          new FakePeer(FakePeer.known("kim", "bidder"), Map.of("id", List.of("no-item")));
      assertThat(stage.connect(noItem))
          .isEqualTo(new Welcome.Rejected("ITEM_UNKNOWN", "아이디에 해당하는 상품 없음."));
    }
  }

  @Test
  void bug41WithMasksNobodysAddressOrIdLeaves() throws Exception {
    var limits = Settings.Limits.defaults();
    try (FloorStage stage = new FloorStage(LabelPolicy.MASKED, limits);
        FloorStage paddles = new FloorStage(LabelPolicy.PADDLE, limits)) {
      for (FloorStage one : List.of(stage, paddles)) {
        one.users.put("kim", new Person("kim", "secret@kim.example", "김", "bidder"));
        FakePeer lee = one.seat(FakePeer.of("lee"));
        one.publish(one.house.bid("kim", 100_000));
        one.publish(one.house.approve("kim", 12));
        one.publish(one.house.bid("kim", 200_000));
        Awaitility.await().atMost(LIMIT).until(() -> lee.sequences().size() == 3);
        assertThat(lee.told.toString()).doesNotContain("secret", "\"kim\"", "reserve\":");
      }
    }
  }

  @Test
  void bug42ABidCostsNoQuestionToOtherGateways() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      for (int i = 0; i < 100; i++) {
        stage.seat(FakePeer.spectator());
      }
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      int encoded = FakePeer.ENCODED.get();
      stage.publish(stage.house.bid("kim", 100_000));
      Awaitility.await().atMost(LIMIT).until(() -> lee.sequences().size() == 1);
      assertThat(FakePeer.ENCODED.get() - encoded).isEqualTo(1);
    }
  }

  @Test
  void bug43ARefusalIsToldAndNobodyIsThrownOut() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      answers(stage, new Answer.Refused(Refusal.BELOW_MINIMUM, OptionalLong.of(150_000)));
      stage.tell(kim, "bid", BID);
      JsonNode error = kim.heard("error").getFirst();
      assertThat(error.path("code").asText()).isEqualTo("BELOW_MINIMUM");
      assertThat(error.path("message").asText()).isEqualTo("최소 금액보다 낮습니다.");
      assertThat(stage.ask(kim, "bid", BID).path("minimum").asLong()).isEqualTo(150_000);
      stage.tell(kim, "dance", "{'roomId':'room-1'}");
      assertThat(kim.heard("error").getLast().path("code").asText()).isEqualTo("EVENT_UNKNOWN");
      assertThat(kim.ended).isEmpty();
    }
  }

  @Test
  void bug46WhoJoinsSeesTheRoomAndWhatWentBefore() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      stage.house.bid("lee", 100_000);
      stage.house.bid("park", 150_000);
      FakePeer kim =
          stage.enter(
              new FakePeer(FakePeer.known("kim", "bidder"), Map.of("id", List.of(House.ITEM))));
      JsonNode room = kim.heard("room").getFirst();
      assertThat(room.path("standing").path("price").asLong()).isEqualTo(150_000);
      assertThat(room.path("last").findValuesAsText("text"))
          .contains("LEE(lee@gavel.example): 100000원", "PARK(park@gavel.example): 150000원");
      assertThat(room.path("item").path("title").asText()).isEqualTo("달항아리");
      assertThat(room.path("terms").has("reserve")).isFalse();
      assertThat(room.path("mine").path("limit").asLong()).isEqualTo(5_000_000);
      assertThat(stage.ask(kim, "bid", BID).path("code").asText()).isEqualTo("UNAVAILABLE");
    }
  }

  @Test
  void bug47WhoIsGoneIsToldNothingAndHoldsNoPlace() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      stage.events.gone(kim, "lost");
      stage.publish(stage.house.bid("lee", 100_000));
      Awaitility.await().atMost(LIMIT).until(() -> lee.sequences().size() == 1);
      assertThat(kim.sequences()).isEmpty();
    }
  }

  /// Names that were misspelled in the original's sources: no client ever sent or read one, so
  /// there is nothing to tolerate, and none of them is ours.
  @Test
  void bug48NoneOfItsMisspelledNamesIsOurs() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text)
            .as("%s", file)
            .doesNotContain("OnGatewayDisconnet", "roomsSerivce", "socket.adpater");
      }
    }
  }
}
