package dev.gavel.bids.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.work.Commands;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a decision may hold is bounded by the command it answers: Kafka takes 1 MiB by itself.
class DecisionSizeTest {
  private static final int IDS = 230;

  @Test
  void theAnswerToTheLargestCommandIsFarBelowWhatKafkaTakes() {
    byte[] command = new CommandCodec().write(open());
    assertThat(command.length).isBetween(CommandCodec.MAX_BYTES - 1_000, CommandCodec.MAX_BYTES);
    byte[] decision = new DecisionCodec().write(decide(command).decision());
    assertThat(decision.length).isLessThan(CommandCodec.MAX_BYTES);
    assertThat(new DecisionCodec().read(decision)).isInstanceOf(Codec.Read.Value.class);
  }

  /// Terms with as many names as go into a command.
  private static RoomCommand open() {
    RoomCommand plain = Commands.open("large", 0, 100_000);
    RoomTerms terms = ((Wish.Open) plain.wish()).terms();
    List<String> names = IntStream.range(0, IDS).mapToObj(i -> "n".repeat(61) + (100 + i)).toList();
    return Commands.staff("large", "open", new Wish.Open(approving(terms, names)));
  }

  private static RoomTerms approving(RoomTerms terms, List<String> names) {
    return new RoomTerms(
        terms.rules(),
        terms.item(),
        terms.seller(),
        terms.currency(),
        terms.mode(),
        terms.start(),
        terms.reserve(),
        terms.increments(),
        terms.opensAtMs(),
        terms.closesAtMs(),
        terms.softClose(),
        terms.hardEndAtMs(),
        terms.outageGapMs(),
        terms.outageExtendMs(),
        Optional.of(names),
        List.of(),
        Map.of());
  }

  private static Decided decide(byte[] command) {
    List<Line> lines = List.of(Decisions.line(0, 0, "large", command, "gateway"));
    Home home = new Home(SavedPlace.first("topic", 0), 10);
    home.unknown(lines);
    home.admit(lines, Map.of(), Map.of());
    return home.take(lines, 0).orElseThrow().decided().getFirst();
  }
}
