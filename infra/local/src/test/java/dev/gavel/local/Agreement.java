package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

/// What must hold between clients, log, results and documents, whatever happened on the way.
final class Agreement {
  private Agreement() {}

  /// Every viewer was told 2, 3, 4 ... to the room's last number, and all were told the same.
  static void ofViewers(List<AuctionClient> viewers, Evidence evidence) {
    long last = evidence.last();
    List<Long> expected = LongStream.rangeClosed(2, last).boxed().toList();
    Map<Long, String> first = updates(viewers.getFirst());
    for (AuctionClient viewer : viewers) {
      List<Long> order =
          viewer.told().stream()
              .filter(told -> told.event().equals("bid"))
              .map(AuctionClient.Told::sequence)
              .toList();
      assertThat(order).isEqualTo(expected);
      assertThat(updates(viewer)).isEqualTo(first);
    }
  }

  /// What does not depend on who looks: the price, how many bids, and the receipt, which is over
  /// everything else.
  private static Map<Long, String> updates(AuctionClient viewer) {
    Map<Long, String> updates = new HashMap<>();
    for (AuctionClient.Told told : viewer.told()) {
      if (told.event().equals("bid")) {
        JsonNode standing = told.update().path("standing");
        updates.put(
            told.sequence(),
            "%s after %s, %s"
                .formatted(
                    standing.path("price"), standing.path("bids"), told.update().path("receipt")));
      }
    }
    return updates;
  }

  /// Every acknowledgement says what MongoDB says, about a command that stands in the log.
  static void ofAnswers(Map<String, JsonNode> answers, Evidence evidence) {
    for (Map.Entry<String, JsonNode> entry : answers.entrySet()) {
      JsonNode answer = entry.getValue();
      Decision decision = decided(entry.getKey(), evidence);
      Decision stored = evidence.storedAt(decision.place());
      RoomCommand command = evidence.commands().get(decision.place().offset());
      assertThat(Objects.requireNonNull(command).id()).isEqualTo(entry.getKey());
      assertThat(stored.id()).isEqualTo(entry.getKey());
      assertThat(answer.path("receipt").asText())
          .isEqualTo(stored.receipt())
          .isEqualTo(decision.receipt());
      assertThat(answer.path("place").asText()).isEqualTo(decision.place().toString());
      assertThat(answer.path("sequence").asLong()).isEqualTo(stored.sequence());
      assertThat(answer.path("status").asText()).as("%s", answer).isEqualTo(status(decision));
      if (decision.answer() instanceof Answer.Refused refused) {
        assertThat(answer.path("code").asText()).isEqualTo(refused.code().name());
      }
    }
  }

  /// The word for a decision about a bid.
  static String status(Decision decision) {
    return switch (decision.answer()) {
      case Answer.Leading _ -> "leading";
      case Answer.OutbidAtOnce _ -> "outbid";
      case Answer.Refused _ -> "refused";
      case Answer.MaximumSet _, Answer.MaximumUnchanged _, Answer.Done _, Answer.Ticked _ ->
          throw new AssertionError("not an answer to a bid: " + decision);
    };
  }

  private static Decision decided(String id, Evidence evidence) {
    List<Decision> found =
        evidence.decisions().stream()
            .filter(decision -> decision.id().equals(id))
            .distinct()
            .toList();
    assertThat(found).as("decisions about %s", id).hasSize(1);
    return found.getFirst();
  }

  /// Nothing lost, nothing decided twice: a decision a command, the same wherever it is written
  /// again, and bids numbered without a gap.
  static void ofLog(int bids, Evidence evidence) {
    assertThat(evidence.bidCommands()).isEqualTo(bids);
    Map<Long, Decision> byPlace = new HashMap<>();
    for (Decision decision : evidence.decisions()) {
      Decision earlier = byPlace.putIfAbsent(decision.place().offset(), decision);
      assertThat(earlier == null ? decision : earlier).isEqualTo(decision);
    }
    assertThat(byPlace.keySet()).isEqualTo(evidence.commands().keySet());
    Set<Long> numbers = new HashSet<>();
    byPlace.values().stream()
        .flatMap(decision -> decision.updates().stream())
        .forEach(update -> assertThat(numbers.add(update.sequence())).isTrue());
    long last = evidence.last();
    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, last).boxed().toList());
  }
}
