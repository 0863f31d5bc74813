package dev.gavel.bids.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What every command log does. A topic of two partitions; polls give at most ten records.
abstract class CommandLogContract {
  static final int PARTITIONS = 2;
  static final int POLL_RECORDS = 10;
  static final Duration LIMIT = Duration.ofSeconds(40);
  private static final Duration SHORT = Duration.ofMillis(50);

  /// A member of the group, of this test's topic.
  abstract CommandLog member(String name) throws Exception;

  abstract void append(int partition, String key, String value, Optional<String> gateway)
      throws Exception;

  /// A member that reads what it gains from the beginning, and keeps what happened.
  static final class Member implements CommandLog.Homes {
    final CommandLog log;
    final Set<Integer> has = new TreeSet<>();
    final List<Integer> left = new ArrayList<>();
    final List<LoggedRecord> read = new ArrayList<>();

    Member(CommandLog log) {
      this.log = log;
      log.join(this);
    }

    @Override
    public void gained(int partition) {
      has.add(partition);
    }

    @Override
    public void leaving(Collection<Integer> partitions) {
      has.removeAll(partitions);
      left.addAll(partitions);
    }

    @Override
    public void lost(Collection<Integer> partitions) {
      has.removeAll(partitions);
    }

    List<LoggedRecord> poll() throws Exception {
      List<LoggedRecord> polled = log.poll(SHORT);
      read.addAll(polled);
      return polled;
    }

    void until(Callable<Boolean> condition) {
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .atMost(LIMIT)
          .until(() -> {
            poll();
            return condition.call();
          });
    }

    List<String> values() {
      return read.stream().map(r -> new String(r.value(), StandardCharsets.UTF_8)).toList();
    }
  }

  private Member joined(String name) throws Exception {
    Member member = new Member(member(name));
    member.until(() -> member.has.size() == PARTITIONS);
    return member;
  }

  private void append(int partition, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      append(partition, "room", "v" + i, Optional.empty());
    }
  }

  @Test
  void aGainedPartitionIsHeldUntilItIsReadFromWhereItIsTold() throws Exception {
    append(0, 3);
    Member member = joined("held");
    try (CommandLog log = member.log) {
      assertThat(log.joined()).isTrue();
      assertThat(member.poll()).isEmpty();
      log.read(0, 1);
      member.until(() -> member.read.size() == 2);
      assertThat(member.read).extracting(LoggedRecord::offset).containsExactly(1L, 2L);
    }
  }

  @Test
  void aPollGivesTheNextRecordsInOrderAndNoMoreThanItsLimit() throws Exception {
    append(0, POLL_RECORDS + 5);
    Member member = joined("limit");
    try (CommandLog log = member.log) {
      log.read(0, 0);
      member.until(() -> !member.read.isEmpty());
      assertThat(member.read).hasSizeLessThanOrEqualTo(POLL_RECORDS);
      member.until(() -> member.read.size() == POLL_RECORDS + 5);
      assertThat(member.read).extracting(LoggedRecord::offset).isSorted().doesNotHaveDuplicates();
      assertThat(log.lag()).isZero();
    }
  }

  @Test
  void aRecordHasItsKeyItsBytesItsTimeAndTheGatewayThatWaits() throws Exception {
    append(1, "room-7", "bytes", Optional.of("gateway-1"));
    append(1, "room-7", "bytes", Optional.of("not a name"));
    Member member = joined("fields");
    try (CommandLog log = member.log) {
      log.read(1, 0);
      member.until(() -> member.read.size() == 2);
      LoggedRecord first = member.read.getFirst();
      assertThat(first.key()).isEqualTo("room-7");
      assertThat(member.values()).containsExactly("bytes", "bytes");
      assertThat(first.gateway()).contains("gateway-1");
      assertThat(member.read.get(1).gateway()).isEmpty();
      assertThat(first.appendedAtMs()).isPositive();
      assertThat(first.place().toString()).isEqualTo("1:0");
    }
  }

  @Test
  void idlingReadsNothingAndPassesNothingOver() throws Exception {
    Member member = joined("idle");
    try (CommandLog log = member.log) {
      log.read(0, 0);
      append(0, 3);
      log.idle(SHORT);
      log.idle(SHORT);
      member.until(() -> member.read.size() == 3);
      assertThat(member.values()).containsExactly("v0", "v1", "v2");
    }
  }

  @Test
  void aPartitionThatIsHeldGivesNothingMore() throws Exception {
    append(0, 2);
    append(1, 2);
    Member member = joined("hold");
    try (CommandLog log = member.log) {
      log.read(0, 0);
      log.read(1, 0);
      log.hold(0);
      member.until(() -> member.read.size() == 2);
      assertThat(member.poll()).isEmpty();
      assertThat(member.read).extracting(LoggedRecord::partition).containsOnly(1);
    }
  }

  @Test
  void aScanReadsAgainAndLeavesTheReadingAlone() throws Exception {
    append(0, 8);
    Member member = joined("scan");
    try (CommandLog log = member.log) {
      log.read(0, 6);
      List<Long> scanned = new ArrayList<>();
      log.scan(0, 2, 5, record -> scanned.add(record.offset()));
      assertThat(scanned).containsExactly(2L, 3L, 4L);
      log.scan(0, 5, 5, record -> scanned.add(record.offset()));
      assertThat(scanned).hasSize(3);
      member.until(() -> member.read.size() == 2);
      assertThat(member.read).extracting(LoggedRecord::offset).containsExactly(6L, 7L);
    }
  }

  @Test
  void itKnowsHowFarThePartitionsGoAndWhichTopicItIs() throws Exception {
    append(0, 4);
    try (CommandLog log = member("range");
        CommandLog other = member("range-too")) {
      assertThat(log.range(0)).isEqualTo(new CommandLog.Range(0, 4));
      assertThat(log.range(1)).isEqualTo(new CommandLog.Range(0, 0));
      assertThat(log.topicId()).isEqualTo(other.topicId()).isNotBlank();
      log.checkClock();
    }
  }

  @Test
  void beingWokenEndsAWaitOrTheNextOne() throws Exception {
    Member member = joined("woken");
    try (CommandLog log = member.log) {
      log.wakeUp();
      long began = System.nanoTime();
      log.idle(Duration.ofSeconds(30));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aSecondMemberGetsItsShareAndTheFirstIsTold() throws Exception {
    append(0, 5);
    append(1, 5);
    Member first = joined("first");
    try (CommandLog one = first.log) {
      Member second = new Member(member("second"));
      try (CommandLog two = second.log) {
        first.until(() -> {
          second.poll();
          return first.has.size() == 1 && second.has.size() == 1;
        });
        assertThat(first.left).containsExactlyElementsOf(second.has);
        first.has.forEach(partition -> one.read(partition, 0));
        second.has.forEach(partition -> two.read(partition, 0));
        first.until(() -> first.read.size() == 5);
        second.until(() -> second.read.size() == 5);
        Set<Integer> all = new HashSet<>(first.has);
        all.addAll(second.has);
        assertThat(all).hasSize(PARTITIONS);
        one.settle(Map.of(first.has.iterator().next(), 5L));
      }
    }
  }

  @Test
  void whatAMemberHadGoesToTheOthersWhenItLeaves() throws Exception {
    Member first = joined("leaves");
    Member second = new Member(member("stays"));
    try (CommandLog two = second.log) {
      second.poll();
      first.log.close();
      assertThat(first.has).isEmpty();
      second.until(() -> second.has.size() == PARTITIONS);
      assertThat(two.joined()).isTrue();
    }
  }
}
