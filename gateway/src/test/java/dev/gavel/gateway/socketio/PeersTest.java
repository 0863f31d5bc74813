package dev.gavel.gateway.socketio;

import static dev.gavel.gateway.WireClient.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.WireClient;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.websocket.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// What the auction above sees of Socket.IO clients.
class PeersTest {
  private static final List<String> NOISE =
      List.of(
          "40",
          "42[\"message\",1]",
          "41",
          "451-[\"message\",{\"_placeholder\":true,\"num\":0}]",
          "3",
          "1",
          "5",
          "2probe",
          "40/custom",
          "42/custom,1[\"x\"]",
          "430[1]",
          "4",
          "x",
          "42[");

  private final ConformanceServer server =
      new ConformanceServer(
          0,
          new EngineLimits(
              30_000,
              20_000,
              5_000,
              1_000,
              10_000,
              64,
              200,
              new EngineLimits.PollBuffer(16, 10_000)),
          new Cors(Set.of(), false));
  private final WireClient client = new WireClient(server.port(), "/socket.io/");

  @AfterEach
  void nothingIsLeft() {
    client.close();
    server.close();
    await().until(() -> server.socketIo.sessions() == 0);
    await().until(() -> server.root.peers.isEmpty());
  }

  private Peer onlyPeer() {
    await().until(() -> server.root.peers.size() == 1);
    return server.root.peers.values().iterator().next();
  }

  @Test
  void aBroadcastIsEncodedOnceForAll() {
    List<WireClient.Line> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(client.direct().connect("40"));
    }
    String polling = client.open();
    client.post(polling, "40");
    await().until(() -> server.root.peers.size() == 21);
    Broadcast broadcast = Broadcast.of("told", IntNode.valueOf(7));
    server.root.peers.values().forEach(peer -> assertThat(peer.send(broadcast)).isTrue());
    lines.forEach(line -> assertThat(line.next()).isEqualTo("42[\"told\",7]"));
    await().until(() -> client.poll(polling).body().contains("42[\"told\",7]"));
    assertThat(server.meters.counter("gavel_fanout_encode_total", "protocol", "socket.io").count())
        .isEqualTo(1);
    lines.forEach(WireClient.Line::close);
  }

  /// Over both transports, and encoded once, whichever batches an event is a part of.
  @Test
  void aBatchReadsLikeItsEventsOneByOne() {
    WireClient.Line line = client.direct().connect("40");
    String polling = client.open();
    client.post(polling, "40");
    await().until(() -> server.root.peers.size() == 2);
    await().until(() -> client.poll(polling).body().contains("auth"));
    List<Broadcast> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(
          Broadcast.conflating(
              "price", "bid", TextNode.valueOf("본인: " + i + "원"), IntNode.valueOf(i)));
    }
    BroadcastBatch all = new BroadcastBatch(parts);
    BroadcastBatch later = new BroadcastBatch(parts.subList(1, 3));
    assertThat(all.conflationKey()).contains("price");
    server.root.peers.values().forEach(peer -> assertThat(peer.send(all)).isTrue());
    for (int i = 0; i < 3; i++) {
      assertThat(line.next()).isEqualTo("42[\"bid\",\"본인: %d원\",%d]".formatted(i, i));
    }
    assertThat(words(client.poll(polling)))
        .isEqualTo(
            "200 42[\"bid\",\"본인: 0원\",0]\u001e42[\"bid\",\"본인: 1원\",1]"
                + "\u001e42[\"bid\",\"본인: 2원\",2]");
    server.root.peers.values().forEach(peer -> assertThat(peer.send(later)).isTrue());
    assertThat(line.next()).isEqualTo("42[\"bid\",\"본인: 1원\",1]");
    assertThat(server.meters.counter("gavel_fanout_encode_total", "protocol", "socket.io").count())
        .isEqualTo(3);
    line.close();
  }

  /// Something that must not give way takes what goes with it along.
  @Test
  void aBatchGivesWayOnlyWhenAllOfItMay() {
    Broadcast bid = Broadcast.conflating("price:a", "bid", IntNode.valueOf(1));
    Broadcast other = Broadcast.conflating("price:b", "bid", IntNode.valueOf(1));
    Broadcast closed = Broadcast.of("room:closed", IntNode.valueOf(2));
    assertThat(new BroadcastBatch(List.of(bid, bid)).conflationKey()).contains("price:a");
    assertThat(new BroadcastBatch(List.of(bid, closed)).conflationKey()).isEmpty();
    assertThat(new BroadcastBatch(List.of(closed, bid)).conflationKey()).isEmpty();
    assertThat(new BroadcastBatch(List.of(bid, other)).conflationKey()).isEmpty();
  }

  /// Where connections can be recovered, each event of a batch ends in its own offset.
  @Test
  void eachEventOfABatchEndsInItsOwnOffset() {
    Namespace namespace = new Namespace("/", server.root, server.meters);
    List<Broadcast> parts =
        List.of(Broadcast.of("bid", IntNode.valueOf(7)), Broadcast.of("bid", IntNode.valueOf(8)));
    Outgoing batch = namespace.encoded(new BroadcastBatch(parts), List.of("r:7", "r:8"));
    assertThat(batch.payload()).isEqualTo("42[\"bid\",7,\"r:7\"]\u001e42[\"bid\",8,\"r:8\"]");
    byte[] oneByOne =
        Frames.together(
            List.of(
                namespace
                    .encoded(Broadcast.of("bid", IntNode.valueOf(7)), Optional.of("r:7"))
                    .frames(),
                namespace
                    .encoded(Broadcast.of("bid", IntNode.valueOf(8)), Optional.of("r:8"))
                    .frames()));
    assertThat(batch.frames()).isEqualTo(oneByOne);
  }

  @Test
  void theEndIsToldOnce() {
    WireClient.Line line = client.direct().connect("40").connect("40/custom");
    Peer peer = onlyPeer();
    line.close();
    await().until(() -> server.root.ends.size() == 1 && server.custom.ends.size() == 1);
    assertThat(peer.emit("late", List.of())).isFalse();
    peer.closeTransport("again");
    peer.disconnect("again");
    assertThat(server.root.ends).hasSize(1);
  }

  @Test
  void aClientThatLeavesANamespaceIsGoneFromThereOnly() {
    try (WireClient.Line line = client.direct().connect("40").connect("40/custom")) {
      line.send("41/custom,").send("42[\"message\",1]");
      assertThat(line.next()).isEqualTo("42[\"message-back\",1]");
      assertThat(server.custom.ends).containsExactly("client disconnect");
      assertThat(server.root.ends).isEmpty();
    }
  }

  @Test
  void aRejectedClientIsToldWhyAndIsNoPeer() {
    try (WireClient.Line line = client.direct()) {
      assertThat(line.send("40{\"reject\":true}").next())
          .isEqualTo("44{\"message\":\"권한 없음.\",\"data\":{\"code\":\"NOT_ALLOWED\"}}");
      assertThat(line.untilEnd()).as("and must connect in time").isEmpty();
    }
    assertThat(server.root.ends).isEmpty();
  }

  @Test
  void aRefusedIdentityIsToldByConnectErrorOverBoth() {
    String refused = "44{\"message\":\"권한 없음.\",\"data\":{\"code\":\"TOKEN_EXPIRED\"}}";
    try (WireClient.Line line = client.direct("Cookie", "user=refused")) {
      assertThat(line.send("40").next()).isEqualTo(refused);
    }
    String sid = client.open("Cookie", "user=refused");
    client.post(sid, "40");
    assertThat(words(client.poll(sid))).isEqualTo("200 " + refused);
  }

  @Test
  void aKickIsADisconnectAndThenTheEnd() {
    try (WireClient.Line line = client.direct().connect("40")) {
      onlyPeer().disconnect("kicked");
      assertThat(line.untilEnd()).isEqualTo("41");
    }
    await().until(() -> server.root.ends.contains("kicked"));
  }

  @Test
  void answersOfClientsComeBackOrNot() {
    try (WireClient.Line line = client.direct().connect("40")) {
      Peer peer = onlyPeer();
      CompletableFuture<Optional<List<JsonNode>>> answered =
          peer.emitWithAck("q", List.of(), 5_000);
      assertThat(line.next()).isEqualTo("420[\"q\"]");
      assertThat(line.send("430[5]").send("430[6]").send("42[\"message\"]").next())
          .isEqualTo("42[\"message-back\"]");
      assertThat(answered.join()).contains(List.of(IntNode.valueOf(5)));
      assertThat(peer.emitWithAck("q", List.of(), 20).join()).as("in time").isEmpty();
      CompletableFuture<?> never = peer.emitWithAck("q", List.of(), 60_000);
      line.abort();
      assertThat(never.join()).as("the client is gone").isEqualTo(Optional.empty());
    }
  }

  @Test
  void aPollingClientThatNeverPollsIsClosedNotKept() {
    String sid = client.open();
    client.post(sid, "40");
    Peer peer = onlyPeer();
    for (int i = 0; i < 100; i++) {
      peer.send(Broadcast.conflating("room", "price", IntNode.valueOf(i)));
    }
    assertThat(server.root.ends).as("prices give way to newer ones").isEmpty();
    boolean taken = true;
    for (int i = 0; taken && i < 100; i++) {
      taken = peer.emit("answer", List.of());
    }
    assertThat(taken).isFalse();
    await().until(() -> server.root.ends.contains("slow"));
    assertThat(client.poll(sid).statusCode()).isEqualTo(400);
  }

  @Test
  void aFailureOfOursEndsThatConnectionOnly() {
    try (WireClient.Line good = client.direct().connect("40");
        WireClient.Line bad = client.direct().connect("40")) {
      assertThat(bad.send("42[\"throw\"]").untilEnd()).isEmpty();
      assertThat(good.send("42[\"message\",1]").next()).isEqualTo("42[\"message-back\",1]");
      await().until(() -> server.root.ends.contains("server error"));
    }
  }

  @Test
  void drainEndsEveryoneAndTakesNobody() {
    List<WireClient.Line> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(client.direct().connect("40"));
    }
    server.socketIo.drain(200);
    lines.forEach(line -> assertThat(line.untilEnd()).isEmpty());
    assertThat(client.get("EIO=4&transport=polling").statusCode()).isEqualTo(503);
    await().until(() -> server.root.ends.size() == 10);
    assertThat(server.root.ends).containsOnly("draining");
  }

  /// Connections that say anything at all, beside one that must not notice.
  @RepeatedTest(10)
  void noiseHarmsNobodyElse() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    try (WireClient.Line good = client.direct().connect("40")) {
      for (int i = 0; i < 5; i++) {
        try (WireClient.Line noise = client.direct()) {
          for (int n = 0; n < 8; n++) {
            noise.send(NOISE.get(random.nextInt(NOISE.size())));
          }
        }
        assertThat(good.send("42[\"message\"," + i + "]").next())
            .as("seed %d", seed)
            .isEqualTo("42[\"message-back\"," + i + "]");
      }
    }
  }
}
