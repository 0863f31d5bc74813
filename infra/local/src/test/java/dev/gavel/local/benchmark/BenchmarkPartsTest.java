package dev.gavel.local.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class BenchmarkPartsTest {
  @Test
  void theSameSeedGivesTheSameCommandsAndNoIdTwice() {
    List<RoomCommand> commands = commands(5);
    assertThat(commands).isEqualTo(commands(5)).isNotEqualTo(commands(6));
    Set<String> ids = new HashSet<>();
    commands.forEach(each -> ids.add(each.id()));
    assertThat(ids).hasSameSizeAs(commands);
  }

  @Test
  void amountsThatAreMeantToBeEnoughRiseByMoreThanAnyStep() {
    long before = 0;
    int enough = 0;
    for (RoomCommand each : commands(5)) {
      if (each.wish() instanceof Wish.Bid bid && bid.amount().minor() > before) {
        if (before > 0) {
          assertThat(bid.amount().minor() - before).isGreaterThanOrEqualTo(10_000_000);
        }
        before = Math.max(before, bid.amount().minor() >= 20_000_000 ? bid.amount().minor() : 0);
        enough += bid.amount().minor() >= 20_000_000 ? 1 : 0;
      }
    }
    assertThat(enough).isBetween(1_800, 2_200);
  }

  private static List<RoomCommand> commands(long seed) {
    CommandMix mix = new CommandMix("room", List.of("a", "b", "c"), "c", seed);
    return Stream.generate(mix::next).limit(10_000).toList();
  }

  @Test
  void percentilesAreOfTheSortedTimesAndFailuresAreTold() {
    Samples samples = new Samples("join");
    for (int ms = 100; ms >= 1; ms--) {
      samples.took(ms);
    }
    assertThat(samples.percentile(50)).isEqualTo(51);
    assertThat(samples.percentile(99)).isEqualTo(100);
    assertThat(samples.hopeless()).isFalse();
    for (int i = 0; i < 3; i++) {
      samples.failed();
    }
    assertThat(samples.hopeless()).isTrue();
    assertThat(samples.figures()).extracting(Figure::name).contains("join failed");
  }

  @Test
  void theChartIsXmlWithABarAFigureAndVariant() throws Exception {
    List<Measurement> found =
        List.of(
            Measurement.of("b", "one & only", Figure.more("decided", 10, "/s")),
            Measurement.of(
                "b", "two", Figure.more("decided", 5, "/s"), Figure.less("<p99>", 0, "ms")));
    String svg = BarChart.of("title", "below", found);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    // The background is one more.
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3);
  }
}
