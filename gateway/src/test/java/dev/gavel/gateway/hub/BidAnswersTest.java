package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import io.micrometer.core.instrument.Counter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What becomes of a bid's answer on its last steps.
class BidAnswersTest {
  private static final String BID = "{'roomId':'room-1','price':100000,'id':'a'}";

  private static double counted(FloorStage stage, String code) {
    return stage.meters.counter("gavel_bids_total", "code", code).count();
  }

  private static double allCounted(FloorStage stage) {
    return stage.meters.find("gavel_bids_total").counters().stream()
        .mapToDouble(Counter::count)
        .sum();
  }

  /// A decision without an answer, which no log gives: rendering it fails.
  private static CompletableFuture<Outcome> broken(RoomCommand command, @Nullable Answer none) {
    return CompletableFuture.completedFuture(
        new Outcome.Decided(
            new Decision(
                command.room(),
                new Place(0, 7),
                command.id(),
                command.by(),
                "bid",
                5,
                none == null ? nothing() : none,
                false,
                2,
                List.of(),
                "")));
  }

  @SuppressWarnings({"NullAway", "DataFlowIssue"})
  private static Answer nothing() {
    return null;
  }

  @Test
  void overloadIsToldWithATimeAndNothingIsPlaced() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.log.set(_ -> CompletableFuture.completedFuture(new Outcome.Overloaded(700)));
      JsonNode answer = stage.ask(kim, "bid", BID);
      assertThat(answer.path("status").asText()).isEqualTo("refused");
      assertThat(answer.path("code").asText()).isEqualTo("OVERLOADED");
      assertThat(answer.path("retry").asBoolean()).isTrue();
      assertThat(answer.path("retryAfterMs").asLong()).isEqualTo(700);
      assertThat(answer.path("id").asText()).isEqualTo("a");
      stage.tell(kim, "bid", BID);
      assertThat(kim.told.getLast().event()).isEqualTo("error");
      assertThat(kim.told.getLast().last().path("retryAfterMs").asLong()).isEqualTo(700);
    }
  }

  @Test
  void anAnswerThatCannotBeRenderedIsAFaultAndNoSilence() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.log.set(command -> broken(command, null));
      assertThat(stage.ask(kim, "bid", BID).path("code").asText()).isEqualTo("FAULT");
      stage.tell(kim, "bid", BID);
      assertThat(kim.told.getLast().last().path("code").asText()).isEqualTo("FAULT");
    }
  }

  @Test
  void aWayToTheLogThatThrowsIsAFaultToo() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      stage.log.set(_ -> {
        throw new IllegalStateException("a bug");
      });
      assertThat(stage.ask(kim, "bid", BID).path("code").asText()).isEqualTo("FAULT");
      assertThat(counted(stage, "FAULT")).isEqualTo(1);
    }
  }

  /// What goes on to the log is counted there (`OverloadTest`).
  @Test
  void everyCommandThatDoesNotGoOnToTheLogIsCountedOnce() throws Exception {
    var limits = new Settings.Limits(1_000, 3, 3, 4, 1, 1_000, 250);
    try (FloorStage stage = new FloorStage(LabelPolicy.FULL, limits)) {
      FakePeer kim = stage.enter(FakePeer.of("kim"));
      FakePeer nobody = stage.seat(FakePeer.spectator());
      int came = 0;
      for (String body : List.of(BID, "{'roomId':'?'}", "{'roomId':'room-1','price':1}")) {
        stage.ask(kim, "bid", body);
        stage.ask(nobody, "bid", body);
        stage.ask(kim, "command", body);
        came += 3;
      }
      assertThat(counted(stage, "NOT_JOINED")).isEqualTo(2);
      assertThat(counted(stage, "FORM_INVALID")).isEqualTo(3);
      assertThat(counted(stage, "LOGIN_REQUIRED")).isEqualTo(2);
      assertThat(counted(stage, "NOT_ALLOWED")).isEqualTo(2);
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      for (int i = 0; i < 20; i++) {
        stage.ask(lee, "bid", BID);
        came++;
      }
      assertThat(counted(stage, "RATE_LIMITED")).isGreaterThanOrEqualTo(15);
      assertThat(allCounted(stage) + stage.sent.size()).isEqualTo(came);
    }
  }

  @Test
  void anAnswerIsRenderedAsTheLogHasIt() throws Exception {
    try (FloorStage stage = new FloorStage()) {
      FakePeer kim = stage.seat(FakePeer.of("kim"));
      FakePeer tab = stage.enter(FakePeer.of("kim"));
      Answer leading = new Answer.Leading(1, 100_000, OptionalLong.empty());
      stage.log.set(command -> broken(command, leading));
      JsonNode answer = stage.ask(kim, "bid", BID);
      assertThat(answer.path("status").asText()).isEqualTo("leading");
      assertThat(tab.told.getLast().event()).isEqualTo("bid:answer");
      assertThat(tab.told.getLast().last()).isEqualTo(answer);
    }
  }
}
