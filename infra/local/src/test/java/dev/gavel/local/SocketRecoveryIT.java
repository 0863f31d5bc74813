package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.Settings;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Socket.IO's connection state recovery with the client from npm, from one gateway to the other.
@ExtendWith(BackendsExtension.class)
class SocketRecoveryIT {
  private static final long FIRST = 100_000;
  private static final long STEP = 50_000;

  private long bids;

  @ParameterizedTest
  @ValueSource(strings = {"polling,websocket", "websocket", "polling"})
  void aBrokenConnectionGoesOnAtTheOtherGatewayWithoutGapOrDouble(
      String transports, Backends backends) throws Exception {
    String name = "recovery-" + transports.replace(',', '-');
    try (var _ = worker(name, backends);
        Stage stage =
            Stage.open(backends, name, 3, usual -> usual.with(Settings.Recovery.of(true)))) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient one = stage.sit(0, 0, room);
          AuctionClient two = stage.sit(1, 1, room);
          NodeSocket node = NodeSocket.start(room.id(), stage.cookie(2), transports)) {
        beginsAndGoesOnBeforeAnyEvent(node, stage, () -> bid(one, two, room, 2));

        cut(node, 2);
        bid(one, two, room, 5);
        back(node, stage, 0, 3);
        bid(one, two, room, 1);
        node.await("first", "bid", 10);

        // Nothing was missed: nothing is told again.
        cut(node, 3);
        JsonNode again = back(node, stage, 1, 4);
        bid(one, two, room, 1);
        node.await("first", "bid", 11);
        everyBidOnceInOrder(node);
        anothersPidIsWorthNothing(node, stage, again.path("pid").asText());
        cut(node, 4);
        bid(one, two, room, 1);
        back(node, stage, 0, 5);
        node.await("first", "bid", 12);
        everyBidOnceInOrder(node);
      }
    }
  }

  private interface Bids {
    void make() throws Exception;
  }

  /// There is no offset yet, and what was missed comes all the same.
  private static void beginsAndGoesOnBeforeAnyEvent(NodeSocket node, Stage stage, Bids two)
      throws Exception {
    node.say("to " + stage.port(0));
    node.say("open");
    JsonNode begun = node.await("first", "connect", 1);
    assertThat(begun.path("recovered").asBoolean()).isFalse();
    assertThat(begun.path("pid").asText()).isNotEmpty();
    node.say("join");
    node.await("first", "joined", 1);
    cut(node, 1);
    two.make();
    JsonNode again = back(node, stage, 1, 2);
    assertThat(again.path("id")).isEqualTo(begun.path("id"));
    assertThat(again.path("pid")).isEqualTo(begun.path("pid"));
    node.await("first", "bid", 2);
    two.make();
    node.await("first", "bid", 4);
  }

  private static void cut(NodeSocket node, int time) throws Exception {
    node.say("cut");
    node.await("first", "disconnect", time);
  }

  /// Comes back at a gateway, as what it was.
  private static JsonNode back(NodeSocket node, Stage stage, int gateway, int time)
      throws Exception {
    node.say("to " + stage.port(gateway));
    JsonNode back = node.await("first", "connect", time);
    assertThat(back.path("recovered").asBoolean()).as("recovered, time %d", time).isTrue();
    return back;
  }

  private void bid(AuctionClient one, AuctionClient two, Stage.Room room, int count)
      throws Exception {
    for (int i = 0; i < count; i++, bids++) {
      AuctionClient who = bids % 2 == 0 ? one : two;
      JsonNode answer = who.bid(room.id(), FIRST + STEP * bids, "b" + bids);
      assertThat(answer.path("status").asText()).isEqualTo("leading");
    }
  }

  private void everyBidOnceInOrder(NodeSocket node) {
    List<JsonNode> told = node.did("first", "bid");
    assertThat(told.stream().map(bid -> bid.path("sequence").asLong()))
        .containsExactlyElementsOf(LongStream.rangeClosed(2, bids + 1).boxed().toList());
    assertThat(told)
        .allSatisfy(bid ->
            assertThat(bid.path("offset").asText()).endsWith(":" + bid.path("sequence").asLong()));
    assertThat(node.did("first", "room")).isEmpty();
  }

  private static void anothersPidIsWorthNothing(NodeSocket node, Stage stage, String pid)
      throws Exception {
    node.say("thief " + stage.cookie(0));
    JsonNode thief = node.await("thief", "connect", 1);
    assertThat(thief.path("recovered").asBoolean()).isFalse();
    assertThat(thief.path("pid").asText()).isNotEmpty().isNotEqualTo(pid);
    assertThat(node.did("thief", "bid")).isEmpty();
  }

  private static dev.gavel.bids.Running worker(String name, Backends backends) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            name, backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }
}
