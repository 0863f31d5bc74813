package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whenever updates come and members come and go: each member is told each number behind its
/// snapshot exactly once, in order, and none later than the pause allows.
class BroadcastOrderTest {
  private static final int STEPS = 150;
  private static final int TOGETHER_MS = 40;
  private static final List<Optional<String>> USERS =
      List.of(Optional.of("kim"), Optional.of("lee"), Optional.of("park"), Optional.empty());

  /// A member, and what it is owed.
  private static final class Seated {
    final FakePeer peer;
    final Optional<String> user;
    final List<Long> owed = new ArrayList<>();
    boolean isSeated;

    Seated(Optional<String> user) {
      this.peer = user.map(FakePeer::of).orElseGet(FakePeer::spectator);
      this.user = user;
    }
  }

  /// One run of the test.
  private static final class Run {
    final Random random;
    final RoomFixture fixture;
    final List<Seated> seated = new ArrayList<>();
    final Map<Long, Long> heardAtMs = new HashMap<>();
    long nowMs;

    Run(int seed, RoomFixture fixture) {
      this.random = new Random(seed);
      this.fixture = fixture;
    }

    void step() {
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> update();
        case 3 -> comes(new Seated(USERS.get(random.nextInt(USERS.size()))));
        case 4 -> comesAgain();
        case 5 -> leaves();
        default -> passes(random.nextInt(30));
      }
    }

    void update() {
      House house = fixture.house;
      long price = 100_000 + 50_000L * house.updates.size();
      RoomUpdate update =
          switch (random.nextInt(12)) {
            case 0 -> house.pause();
            case 1 -> house.approve("lee", house.updates.size());
            case 2 -> house.outbid("kim", "park", price);
            default -> house.bid(USERS.get(random.nextInt(3)).orElseThrow(), price);
          };
      heardAtMs.put(update.sequence(), nowMs);
      seated.stream().filter(one -> one.isSeated).forEach(one -> one.owed.add(update.sequence()));
      fixture.actor.heard(update);
    }

    /// Things happen while it is being shown the room.
    void comes(Seated one) {
      seated.remove(one);
      seated.add(one);
      int before = one.peer.sequences().size();
      long[] known = {0};
      long shown =
          fixture.join(
              one.peer,
              one.user,
              _ -> {
                known[0] = fixture.house.updates.size();
                one.owed.removeIf(sequence -> isUntold(one, sequence, before));
                one.isSeated = true;
                for (int i = random.nextInt(3); i > 0; i--) {
                  update();
                }
                if (random.nextBoolean()) {
                  passes(random.nextInt(50));
                }
                assertThat(one.peer.sequences()).as("nothing before its snapshot").hasSize(before);
              });
      assertThat(shown).as("the snapshot is the newest").isEqualTo(known[0]);
    }

    /// What was pending when it came again is in the new snapshot.
    private static boolean isUntold(Seated one, long sequence, int told) {
      return one.owed.indexOf(sequence) >= told;
    }

    void comesAgain() {
      if (!seated.isEmpty()) {
        comes(seated.get(random.nextInt(seated.size())));
      }
    }

    void leaves() {
      List<Seated> here = seated.stream().filter(one -> one.isSeated).toList();
      if (!here.isEmpty()) {
        Seated one = here.get(random.nextInt(here.size()));
        assertThat(fixture.room.leave(one.peer)).isTrue();
        one.isSeated = false;
        int told = one.peer.sequences().size();
        one.owed.subList(told, one.owed.size()).clear(); // it did not wait for these
      }
    }

    void passes(int ms) {
      for (int i = 0; i < ms; i++) {
        nowMs++;
        fixture.time.passMs(1);
      }
    }

    void check() {
      for (Seated one : seated) {
        List<Long> told = one.peer.sequences();
        assertThat(one.owed.subList(0, Math.min(told.size(), one.owed.size())))
            .as("each once, in order")
            .isEqualTo(told);
        one.owed.stream()
            .skip(told.size())
            .forEach(sequence ->
                assertThat(nowMs - heardAtMs.getOrDefault(sequence, 0L))
                    .as("%d waits", sequence)
                    .isLessThan(TOGETHER_MS));
      }
    }
  }

  static Stream<Integer> seeds() {
    return IntStream.range(0, 24).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyMemberIsToldEachNumberOnceInOrderAndInTime(int seed) throws Exception {
    try (RoomFixture fixture = new RoomFixture(TOGETHER_MS)) {
      fixture.crowd(seed % 4 == 0 ? 0 : 400 * (seed % 4));
      Run run = new Run(seed, fixture);
      for (int step = 0; step < STEPS; step++) {
        run.step();
        // Inside a join the newcomer is not told yet; between steps it is.
        run.check();
      }
      run.passes(TOGETHER_MS);
      run.check();
      run.seated.stream()
          .filter(one -> one.isSeated)
          .forEach(one -> assertThat(one.peer.sequences()).isEqualTo(one.owed));
      assertThat(run.seated.stream().mapToInt(one -> one.owed.size()).sum()).isPositive();
    }
  }

  /// The same storm by itself: nothing is lost between two broadcasts.
  @ParameterizedTest(name = "{0} members")
  @MethodSource("crowds")
  void aStormIsToldWholeInFewBroadcasts(int members) throws Exception {
    try (RoomFixture fixture = new RoomFixture(TOGETHER_MS)) {
      fixture.crowd(members);
      FakePeer lee = FakePeer.of("lee");
      fixture.join(lee, Optional.of("lee"));
      for (int i = 0; i < 500; i++) { // a second
        fixture.bid(i % 2 == 0 ? "kim" : "lee");
        fixture.time.passMs(2);
      }
      fixture.time.passMs(TOGETHER_MS);
      assertThat(lee.sequences()).isEqualTo(LongStream.rangeClosed(2, 501).boxed().toList());
      assertThat((long) lee.offers.get())
          .as("an offer a broadcast")
          .isEqualTo(fixture.broadcasts());
      long pauseMs = Math.clamp(members * BroadcastPause.NANOS_PER_MEMBER / 1_000_000, 2, 40);
      assertThat(fixture.broadcasts()).isBetween(1_000 / (pauseMs + 2), 1_000 / pauseMs + 2);
    }
  }

  static Stream<Integer> crowds() {
    return Stream.of(1, 100, 500, 2_000);
  }
}
