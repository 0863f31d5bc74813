package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncrementsTest {
  @ParameterizedTest
  @CsvSource({
    "krw-online, 0, 50000",
    "krw-online, 999999, 50000",
    "krw-online, 1000000, 100000",
    "krw-online, 200000000, 5000000",
    "krw-live, 3999999, 200000",
    "krw-live, 4000000, 300000",
    "krw-live, 9007199254740991, 100000000",
    "usd, 1, 5",
    "usd, 99, 5",
    "usd, 100, 25",
    "usd, 250000, 5000",
    "usd, 500000, 10000",
  })
  void theStepIsThatOfTheHighestTierAtOrBelowThePrice(String table, long price, long step) {
    assertThat(IncrementTables.named(table).orElseThrow().step(price)).isEqualTo(step);
  }

  @Test
  void aTableStartsAtZeroAndAscends() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Increments("t", List.of()));
    for (long[] bad :
        new long[][] {{1, 10, 2, 10}, {0, 10, 0, 10}, {0, 0, 5, 5}, {0, Long.MAX_VALUE, 5, 5}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new Increments(
                  "t",
                  List.of(
                      new Increments.Tier(bad[0], bad[1]), new Increments.Tier(bad[2], bad[3]))));
    }
  }
}
