package dev.gavel.gateway.bids;

import static dev.gavel.gateway.bids.SimulatedLog.decidedPerS;
import static dev.gavel.gateway.bids.SimulatedLog.delayMs;
import static dev.gavel.gateway.bids.SimulatedLog.refusedShare;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The laws of shedding, on a simulated worker. A failing case names its seed.
class LoadShedderTest {
  private static final int TARGET_MS = 250;
  private static final double[] CAPACITIES = {2_000, 3_000, 6_000, 12_000};
  private static final long MS = 1_000_000;

  /// A run of one capacity and one to four gateways.
  record Setting(long seed, double capacity, int gateways) {
    SimulatedLog log() {
      return new SimulatedLog(seed, gateways, TARGET_MS);
    }
  }

  static Stream<Setting> settings() {
    return IntStream.range(0, 12)
        .mapToObj(seed -> new Setting(seed, CAPACITIES[seed % 4], 1 + seed / 4 % 4));
  }

  static Stream<Arguments> overloads() {
    return settings()
        .flatMap(
            setting -> Stream.of(1.25, 1.5, 2.0, 2.5, 4.0).map(by -> Arguments.of(setting, by)));
  }

  private static LongToDoubleFunction always(double perS) {
    return _ -> perS;
  }

  @ParameterizedTest
  @MethodSource("settings")
  void belowCapacityNothingIsRefused(Setting at) {
    for (double of : new double[] {0.1, 0.5, 0.8, 0.9}) {
      SimulatedLog log = at.log().run(8_000, always(of * at.capacity()), always(at.capacity()));
      assertThat(refusedShare(log.bids(0, 8_000))).as("%s of capacity", of).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("overloads")
  void beyondItAsMuchIsDecidedAsCanBeAndSoon(Setting at, double by) {
    double capacity = at.capacity();
    SimulatedLog log = at.log().run(12_000, always(by * capacity), always(capacity));
    List<SimulatedLog.Bid> settled = log.bids(2_000, 11_000);
    assertThat(decidedPerS(settled, 9_000)).as("decided/s").isGreaterThan(0.95 * capacity);
    assertThat(delayMs(settled, 0.99)).as("p99, ms").isLessThan(300);
    assertThat(refusedShare(settled)).isBetween(0.8 * (1 - 1 / by), 1.2 * (1 - 1 / by));
    // How it begins: no bid waits for seconds.
    assertThat(delayMs(log.bids(0, 2_000), 1)).as("slowest at the beginning").isLessThan(1_200);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void normalAgainWithinTwoSeconds(Setting at) {
    double capacity = at.capacity();
    SimulatedLog log =
        at.log()
            .run(6_000, always(4 * capacity), always(capacity))
            .run(8_000, always(0.8 * capacity), always(capacity));
    assertThat(refusedShare(log.bids(8_000, 14_000))).isZero();
    assertThat(delayMs(log.bids(8_000, 13_500), 0.99)).isLessThan(100);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aWorkerThatBecomesSlowerAndFasterIsFollowed(Setting at) {
    double full = at.capacity();
    LongToDoubleFunction capacity = ms -> ms >= 5_000 && ms < 12_000 ? full / 4 : full;
    SimulatedLog log = at.log().run(20_000, always(0.8 * full), capacity);
    assertThat(refusedShare(log.bids(0, 4_500))).isZero();
    List<SimulatedLog.Bid> slow = log.bids(7_000, 11_500);
    assertThat(decidedPerS(slow, 4_500)).isGreaterThan(0.9 * full / 4);
    // Batches of up to 500 alone take a second where 2 000 a second have become 500.
    assertThat(delayMs(slow, 0.99)).isLessThan(full >= 6_000 ? 350 : 1_500);
    assertThat(refusedShare(log.bids(14_000, 20_000))).isZero();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aWorkerThatStopsLeavesFewWaitingAndNoTraceAfterwards(Setting at) {
    LongToDoubleFunction capacity = ms -> ms >= 3_000 && ms < 9_000 ? 0 : at.capacity();
    SimulatedLog log = at.log().run(8_900, always(500), capacity);
    List<SimulatedLog.Bid> stopped = log.bids(3_500, 8_900);
    assertThat(stopped.stream().filter(bid -> !bid.refused())).isEmpty();
    // What came within the target, and each gateway's probes.
    assertThat(log.open()).isLessThan(200 + at.gateways() * LoadShedder.PROBES);
    log.run(6_100, always(500), capacity);
    assertThat(refusedShare(log.bids(11_000, 15_000))).isZero();
    assertThat(delayMs(log.bids(11_000, 14_500), 0.99)).isLessThan(100);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void afterAQuietStopNothingIsRefused(Setting at) {
    LongToDoubleFunction capacity = ms -> ms >= 3_000 && ms < 9_000 ? 0 : at.capacity();
    SimulatedLog log =
        at.log()
            .run(2_900, always(500), capacity)
            .run(6_200, always(0), capacity)
            .run(3_000, always(500), capacity);
    assertThat(refusedShare(log.bids(0, 13_000))).isZero();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aShortPauseIsNoOverload(Setting at) {
    LongToDoubleFunction capacity =
        ms -> ms % 2_000 >= 1_000 && ms % 2_000 < 1_150 ? 0 : at.capacity();
    SimulatedLog log = at.log().run(10_000, always(0.4 * at.capacity()), capacity);
    assertThat(refusedShare(log.bids(0, 10_000))).isLessThan(0.005);
  }

  @Test
  void theSameSeedIsTheSameRun() {
    Setting at = new Setting(42, 3_000, 3);
    LongToDoubleFunction perS = ms -> ms % 3_000 < 1_500 ? 9_000 : 1_000;
    List<SimulatedLog.Bid> once = at.log().run(9_000, perS, always(3_000)).bids(0, 9_000);
    assertThat(at.log().run(9_000, perS, always(3_000)).bids(0, 9_000)).isEqualTo(once);
    assertThat(refusedShare(once)).isPositive();
  }

  @Test
  void fewCommandsAreNeverRefusedHoweverLongTheyWait() {
    LoadShedder shedder = new LoadShedder(TARGET_MS);
    for (int i = 0; i < LoadShedder.PROBES; i++) {
      shedder.came(0);
    }
    assertThat(shedder.share(60_000 * MS, 60_000 * MS)).isZero();
    shedder.came(0);
    assertThat(shedder.share(60_000 * MS, 60_000 * MS)).isEqualTo(1);
  }

  @Test
  void theShareGrowsWithTheDelay() {
    LoadShedder shedder = new LoadShedder(TARGET_MS);
    for (int i = 0; i <= LoadShedder.PROBES; i++) {
      shedder.came(0);
    }
    // No overload yet: a delay below the target refuses nothing.
    assertThat(shedder.share(240 * MS, 240 * MS)).isZero();
    assertThat(shedder.share(251 * MS, 251 * MS)).isEqualTo(1);
    assertThat(shedder.share(252 * MS, 200 * MS)).isBetween(0.49, 0.51);
    assertThat(shedder.share(253 * MS, 150 * MS)).isZero();
    assertThat(shedder.share(254 * MS, 225 * MS)).isBetween(0.74, 0.76);
    // Calm for long enough: over.
    long later = 255 * MS + LoadShedder.CALM_NS;
    assertThat(shedder.share(later, 100 * MS)).isZero();
    assertThat(shedder.share(later + MS, 225 * MS)).isZero();
  }

  @Test
  void withoutATargetNothingIsRefused() {
    SimulatedLog log = new SimulatedLog(1, 1, 0);
    assertThat(refusedShare(log.run(3_000, always(4_000), always(1_000)).bids(0, 3_000))).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 250, 1_000, 60_000})
  void thoseRefusedTogetherDoNotComeBackTogether(long oldestMs) {
    LoadShedder shedder = new LoadShedder(TARGET_MS);
    long least = shedder.retryAfterMs(oldestMs * MS, 0);
    assertThat(least).isEqualTo(Math.clamp(2 * oldestMs, 500, 4_000));
    assertThat(shedder.retryAfterMs(oldestMs * MS, 0.999)).isBetween(least * 3 / 2, least * 2);
  }
}
