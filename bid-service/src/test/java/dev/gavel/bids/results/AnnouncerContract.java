package dev.gavel.bids.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every announcer does.
abstract class AnnouncerContract {
  static final Duration LIMIT = Duration.ofSeconds(20);

  /// One that is connected; from now on what it tells about the room and to the gateway is kept.
  abstract Announcer announcer(String room, String gateway) throws Exception;

  abstract List<RoomUpdate> told(String room);

  abstract List<RoomUpdate> window(String room);

  abstract List<Decision> answers(String gateway);

  @Test
  void tellsTheRoomEveryUpdateAndTheGatewayItsAnswersInOrder() throws Exception {
    List<Decided> decided = Decisions.room("told", 0, 40, "gateway-told");
    List<RoomUpdate> updates =
        decided.stream().flatMap(one -> one.decision().updates().stream()).toList();
    try (Announcer announcer = announcer("told", "gateway-told")) {
      announcer.announce(EncodedDecision.all(decided));
      await().atMost(LIMIT).until(() -> answers("gateway-told").size() == decided.size());
      assertThat(told("told")).containsExactlyElementsOf(updates);
      assertThat(window("told")).containsExactlyElementsOf(updates);
      assertThat(answers("gateway-told"))
          .containsExactlyElementsOf(decided.stream().map(Decided::decision).toList());
    }
  }

  @Test
  void theWindowKeepsTheNewest() throws Exception {
    List<Decided> decided = Decisions.room("window", 0, Names.WINDOW_UPDATES + 100, "gateway-w");
    try (Announcer announcer = announcer("window", "gateway-w")) {
      announcer.announce(EncodedDecision.all(decided));
      await().atMost(LIMIT).until(() -> answers("gateway-w").size() == decided.size());
      assertThat(window("window")).hasSize(Names.WINDOW_UPDATES);
      assertThat(window("window").getLast().sequence()).isEqualTo(Names.WINDOW_UPDATES + 101);
    }
  }
}
