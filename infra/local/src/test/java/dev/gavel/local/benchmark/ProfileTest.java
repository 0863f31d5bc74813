package dev.gavel.local.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProfileTest {
  /// As `jcmd Thread.print` of JDK 25 writes it.
  private static final String BEFORE =
      """
      "gavel-decide worker-1" #120 [77] prio=5 os_prio=0 cpu=100.00ms elapsed=9.0s tid=0x1 nid=77 runnable  [0x1]
         java.lang.Thread.State: RUNNABLE

      "C2 CompilerThread0" #17 [78] daemon prio=9 os_prio=0 cpu=50.50ms elapsed=9.0s tid=0x2 nid=78 waiting
      "GC Thread#0" os_prio=0 cpu=7.00ms elapsed=9.0s tid=0x3 nid=79 runnable
      """;

  private static final String AFTER =
      """
      "gavel-decide worker-1" #120 [77] prio=5 os_prio=0 cpu=300.00ms elapsed=9.0s tid=0x1 nid=77 runnable  [0x1]
      "gavel-decide worker-2" #121 [80] prio=5 os_prio=0 cpu=30.00ms elapsed=9.0s tid=0x4 nid=80 runnable  [0x1]
      "C2 CompilerThread0" #17 [78] daemon prio=9 os_prio=0 cpu=51.00ms elapsed=9.0s tid=0x2 nid=78 waiting
      "GC Thread#0" os_prio=0 cpu=9.00ms elapsed=9.0s tid=0x3 nid=79 runnable
      """;

  @Test
  void timeOfThreadsIsSummedByWhatTheyWorkFor() {
    ThreadCpu before = ThreadCpu.of(BEFORE);
    ThreadCpu after = ThreadCpu.of(AFTER);
    assertThat(after.groupsSince(before))
        .containsOnly(
            entry(ThreadGroups.DECIDING, 230.0),
            entry(ThreadGroups.COMPILERS, 0.5),
            entry(ThreadGroups.COLLECTOR, 2.0));
    assertThat(after.busiestSince(before, ThreadGroups.DECIDING)).isEqualTo(200.0);
  }

  @Test
  void moreCoresHelpUntilOneThreadIsBusy() {
    // 100 µs a bid, 20 of them on one thread: two cores give 20,000/s, no machine more than 50,000.
    Measurement profile =
        Measurement.of(
            ProfileBenchmark.NAME,
            "12000/s",
            Figure.more("decided", 9_000, "/s"),
            Figure.less("CPU a decided bid", 100, "µs"),
            Figure.plain(ProfileBenchmark.BUSIEST + ThreadGroups.STORING, 20, "µs/bid"));
    List<Measurement> model =
        new CapacityModel(
                List.of(new RecordedRun(Instant.EPOCH, "abc1234", "machine", "sizes", profile)))
            .of("abc1234");
    assertThat(model).hasSize(3);
    Figure two = model.getFirst().figure("one room").orElseThrow();
    assertThat(two.value()).isCloseTo(20_000, within(1.0));
    assertThat(two.unit()).contains("all cores");
    Figure many = model.getLast().figure("one room").orElseThrow();
    assertThat(many.value()).isCloseTo(50_000, within(1.0));
    assertThat(many.unit()).contains(ThreadGroups.STORING);
  }
}
