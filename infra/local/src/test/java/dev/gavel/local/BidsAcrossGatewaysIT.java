package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class BidsAcrossGatewaysIT {
  private static final int BIDS = Crowd.BIDDERS * Crowd.BIDS_EACH;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void twentyViewersOnTwoGatewaysSeeTwoHundredBidsInOneOrder(Backends backends) throws Exception {
    try (var _ = worker("across-1", backends);
        var _ = worker("across-2", backends);
        Stage stage = Stage.open(backends, "across", Crowd.BIDDERS)) {
      Stage.Room room = stage.openRoom();
      try (Crowd crowd = Crowd.gather(stage, room)) {
        crowd.bid(_ -> {});
        Evidence evidence = settled(stage, room, crowd);
        Agreement.ofLog(BIDS, evidence);
        Agreement.ofAnswers(crowd.answers(), evidence);
        Agreement.ofViewers(crowd.viewers(), evidence);
      }
    }
  }

  /// Once every bid is answered and every viewer has the last update.
  static Evidence settled(Stage stage, Stage.Room room, Crowd crowd) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(crowd.answers())
                .hasSize(BIDS)
                .allSatisfy((_, answer) -> assertThat(Crowd.isPending(answer)).isFalse()));
    Evidence evidence = stage.evidence(room);
    long last = evidence.last();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(crowd.viewers())
                .allSatisfy(viewer ->
                    assertThat(viewer.told())
                        .anySatisfy(told -> assertThat(told.sequence()).isEqualTo(last))));
    return evidence;
  }

  private static dev.gavel.bids.Running worker(String name, Backends backends) {
    return dev.gavel.bids.Main.start(
        dev.gavel.bids.Settings.of(
            name, backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }
}
