package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.store.RoomStore.StoredShare;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Own state from shares, decisions and updates, in any order.
class RoomBiddersTest {
  private static final Standing STANDING =
      new Standing(
          Standing.Phase.OPEN,
          false,
          OptionalLong.of(100_000),
          Optional.of("kim"),
          OptionalLong.of(150_000),
          OptionalLong.empty(),
          Optional.empty(),
          1,
          0,
          Optional.empty());

  private final RoomBidders bidders = new RoomBidders();

  private JsonNode mine() {
    return bidders.mine(Optional.of("kim"), STANDING, House.terms());
  }

  private void decided(long offset, Wish wish, Answer answer) {
    RoomCommand command =
        new RoomCommand(
            "room-1", "c" + offset, new Author("kim", Role.BIDDER), RoomCommand.NO_DEADLINE, wish);
    bidders.learn(
        command,
        new Decision(
            "room-1",
            new Place(3, offset),
            command.id(),
            command.by(),
            wish.op(),
            1,
            answer,
            false,
            1,
            List.of(),
            "0".repeat(64)));
  }

  private static Wish maximum(long amount) {
    return new Wish.Maximum(new Amount.Exact(amount));
  }

  private static Answer leading() {
    return new Answer.Leading(1, 100_000, OptionalLong.empty());
  }

  private void heard(long offset, RoomEvent event) {
    bidders.learn(
        new RoomUpdate("room-1", new Place(3, offset), offset, 1, event, STANDING, "0".repeat(64)));
  }

  private static RoomEvent bid(RoomEvent.BidPlaced.Kind kind) {
    return new RoomEvent.BidPlaced(1, "kim", kind, false, OptionalLong.empty());
  }

  private void read(long offset, long maximum) {
    BidderShare share =
        new BidderShare(
            "kim",
            1,
            Optional.of(new BidderShare.Offer(1, maximum, true)),
            OptionalLong.of(maximum),
            OptionalLong.empty(),
            OptionalInt.empty(),
            false,
            List.of());
    bidders.learn("kim", new StoredShare(share, offset), 0);
  }

  @Test
  void aMaximumIsKnownFromTheDecisionInWhicheverOrderItComes() {
    read(5, 200_000);
    heard(10, bid(RoomEvent.BidPlaced.Kind.MAXIMUM));
    assertThat(mine().has("max")).as("how much is not in the update").isFalse();
    assertThat(mine().path("known").asBoolean(true)).isFalse();
    decided(10, maximum(700_000), leading());
    assertThat(mine().path("max").asLong()).isEqualTo(700_000);
    heard(10, bid(RoomEvent.BidPlaced.Kind.MAXIMUM));
    assertThat(mine().path("max").asLong()).isEqualTo(700_000);
    assertThat(mine().has("known")).isFalse();
  }

  @Test
  void anOlderShareChangesNothingAndANewerOneDoes() {
    decided(20, maximum(700_000), leading());
    read(15, 200_000);
    assertThat(mine().path("max").asLong()).isEqualTo(700_000);
    read(25, 800_000);
    assertThat(mine().path("max").asLong()).isEqualTo(800_000);
  }

  @Test
  void anExactBidHasNoMaximum() {
    read(5, 200_000);
    heard(10, bid(RoomEvent.BidPlaced.Kind.EXACT));
    assertThat(mine().has("max")).isFalse();
    assertThat(mine().has("known")).isFalse();
  }

  @Test
  void aRefusalChangesNothing() {
    read(5, 200_000);
    decided(10, maximum(900_000), Answer.Refused.of(Refusal.OVER_LIMIT));
    assertThat(mine().path("max").asLong()).isEqualTo(200_000);
  }

  @Test
  void aVoidedBidMakesMaximaUnknown() {
    read(5, 200_000);
    heard(10, new RoomEvent.BidVoided(1, "까닭"));
    assertThat(mine().has("max")).isFalse();
    assertThat(mine().path("known").asBoolean(true)).isFalse();
  }

  @Test
  void aRaiseAtAnotherGatewayMakesTheMaximumUnknown() {
    read(5, 200_000);
    bidders.learn("kim", FloorStage.json("{'room':'room-1','status':'maximum','place':'3:10'}"));
    assertThat(mine().has("max")).isFalse();
    assertThat(mine().path("known").asBoolean(true)).isFalse();
    read(10, 900_000);
    assertThat(mine().path("max").asLong()).isEqualTo(900_000);
  }

  @Test
  void theNewestLimitCounts() {
    read(5, 200_000);
    assertThat(mine().path("limit").asLong()).as("of the terms").isEqualTo(5_000_000);
    bidders.learn("kim", FloorStage.json("{'room':'room-1','limit':300000,'place':'3:10'}"));
    bidders.learn("kim", FloorStage.json("{'room':'room-1','limit':200000,'place':'3:8'}"));
    assertThat(mine().path("limit").asLong()).isEqualTo(300_000);
  }
}
