package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A person with tabs on two gateways: every tab learns what became of a bid, each once.
@ExtendWith(BackendsExtension.class)
class AnswersAcrossGatewaysIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void everyOtherTabOfTheBidderIsToldOnceOnEveryGateway(Backends backends) throws Exception {
    try (var _ =
            dev.gavel.bids.Main.start(
                dev.gavel.bids.Settings.of(
                    "answers",
                    backends.kafkaBootstrap(),
                    backends.redisUri(),
                    backends.mongoUri()));
        Stage stage = Stage.open(backends, "answers", 2)) {
      Stage.Room room = stage.openRoom();
      try (AuctionClient asking = stage.sit(0, 0, room);
          AuctionClient beside = stage.sit(0, 0, room);
          AuctionClient elsewhere = stage.sit(0, 1, room);
          AuctionClient notInTheRoom =
              AuctionClient.connect(stage.port(1), stage.cookie(0), room.item());
          AuctionClient stranger = stage.sit(1, 1, room)) {
        JsonNode first = asking.bid(room.id(), 100_000, "first");
        assertThat(first.path("status").asText()).isEqualTo("leading");
        asking.bid(room.id(), 100_000, "refused");
        elsewhere.bid(room.id(), 100_000, "from-there");
        told(beside, "first", "refused", "from-there");
        told(notInTheRoom, "first", "refused", "from-there");
        told(elsewhere, "first", "refused");
        told(asking, "from-there");
        told(stranger);
        assertThat(elsewhere.lateAnswers().getFirst()).isEqualTo(first);
      }
    }
  }

  private static void told(AuctionClient tab, String... ids) {
    Awaitility.await().atMost(LIMIT).untilAsserted(() -> assertThat(ids(tab)).containsExactly(ids));
  }

  private static List<String> ids(AuctionClient tab) {
    return tab.lateAnswers().stream().map(answer -> answer.path("id").asText()).toList();
  }
}
