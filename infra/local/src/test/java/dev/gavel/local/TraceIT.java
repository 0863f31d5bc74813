package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.runtime.trace.TraceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// One bid's way, as a collector sees it.
@ExtendWith(BackendsExtension.class)
class TraceIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void oneBidIsOneTraceFromItsGatewayThroughTheWorkerToBothGateways(Backends backends)
      throws Exception {
    try (Collector collector = new Collector();
        var _ = worker("trace-worker", backends, all(collector.address()));
        Stage stage =
            Stage.open(backends, "trace", 2, usual -> usual.with(all(collector.address())))) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient bidder = stage.sit(0, 0, room);
          AuctionClient viewer = stage.sit(1, 1, room)) {
        assertThat(bidder.bid(room.id(), 100_000, "b1").path("status").asText())
            .isEqualTo("leading");
        Awaitility.await().atMost(LIMIT).until(() -> viewer.told().size() == 1);
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> whole(collector.received(), room.id()));
        people(collector, stage.bidder(0));
      }
    }
  }

  /// The parts of the only bid's trace, each below the right one.
  private static void whole(List<Collector.Received> received, String room) {
    Collector.Received bid = only(received, "bid");
    assertThat(bid.instance()).isEqualTo("trace-1");
    assertThat(bid.parent()).isEmpty();
    assertThat(bid.attributes().get("gavel.room")).isEqualTo(room);
    assertThat(bid.attributes().get("gavel.answer")).isEqualTo("ACCEPTED");

    Collector.Received decide = only(received, "decide");
    assertThat(decide.instance()).isEqualTo("trace-worker");
    assertThat(decide.parent()).isEqualTo(bid.id());
    for (String part : List.of("persist", "publish")) {
      Collector.Received one = only(received, part);
      assertThat(one.instance()).isEqualTo("trace-worker");
      assertThat(one.parent()).isEqualTo(decide.id());
    }

    List<Collector.Received> delivered =
        received.stream().filter(one -> one.name().equals("deliver")).toList();
    assertThat(delivered)
        .extracting(Collector.Received::instance)
        .containsExactlyInAnyOrder("trace-1", "trace-2");
    assertThat(delivered).allSatisfy(one -> assertThat(one.parent()).isEqualTo(decide.id()));
    assertThat(received).allSatisfy(one -> assertThat(one.trace()).isEqualTo(bid.trace()));
  }

  private static Collector.Received only(List<Collector.Received> received, String name) {
    List<Collector.Received> found =
        received.stream().filter(one -> one.name().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private static void people(Collector collector, String user) {
    assertThat(collector.received()).noneSatisfy(one -> assertThat(one.toString()).contains(user));
  }

  @Test
  void bidsGoOnWhileTheCollectorIsAway(Backends backends) throws Exception {
    TraceSettings nobody = all(URI.create("http://127.0.0.1:1"));
    try (var _ = worker("untold-worker", backends, nobody);
        Stage stage = Stage.open(backends, "untold", 1, usual -> usual.with(nobody))) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient bidder = stage.sit(0, 0, room)) {
        for (int i = 0; i < 20; i++) {
          assertThat(bidder.bid(room.id(), 100_000 + i * 10_000L, "b" + i).path("receipt").asText())
              .isNotEmpty();
        }
        Agreement.ofLog(20, stage.evidence(room));
      }
    }
  }

  private static TraceSettings all(URI collector) {
    return new TraceSettings(Optional.of(collector), 1);
  }

  private static dev.gavel.bids.Running worker(
      String name, Backends backends, TraceSettings traces) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
                name, backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri())
            .with(traces));
  }
}
