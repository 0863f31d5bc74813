package dev.gavel.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What presence does, whichever seats gateways share. Times are a tenth of the real ones and less.
abstract class PresenceContract {
  static final PresenceTimes TIMES = new PresenceTimes(1_000, 1_500, 300, 20);

  /// Within which presence is right again after a gateway died, as far as these times go: what is
  /// 30 s with the real ones.
  private static final Duration RIGHT_AGAIN =
      Duration.ofMillis(TIMES.lifeMs() + 2 * TIMES.beatMs() + 1_000);

  final String room = "room-" + UUID.randomUUID();
  final Heard near = new Heard();
  final Heard far = new Heard();
  private final List<Presence> gateways = new ArrayList<>();

  abstract Seats seats(String gateway);

  /// Ends a gateway as a `kill -9` does: its seats stay behind.
  abstract void kill(Seats seats);

  Presence gateway(Seats seats, PresenceTold told) {
    Presence presence = new Presence(seats, TIMES).start(told);
    gateways.add(presence);
    return presence;
  }

  Presence gateway(String name, PresenceTold told) {
    return gateway(seats(name), told);
  }

  @AfterEach
  void close() {
    gateways.forEach(Presence::close);
  }

  @Test
  void whoComesIsToldByNameToWhoIsThere() {
    Presence presence = gateway("g1", near);
    presence.sat(room, "u1", "s1");
    await().until(() -> !near.counts.isEmpty());
    presence.sat(room, "u2", "s2");
    await().untilAsserted(() -> assertThat(near.all()).contains("joined u2"));
    assertThat(presence.people(room)).isEqualTo(new People(2, List.of("u1", "u2")));
  }

  @Test
  void bug44RefreshAndSecondTabJoinSilently() {
    Presence presence = gateway("g1", near);
    presence.sat(room, "watcher", "w1");
    presence.sat(room, "u1", "s1");
    await().until(() -> near.all().contains("joined u1"));
    near.news.clear();

    presence.sat(room, "u1", "second tab");
    presence.rose(room, "u1", "second tab");
    presence.rose(room, "u1", "s1");
    presence.sat(room, "u1", "refreshed");
    presence.sat(room, "u3", "s3");
    await().untilAsserted(() -> assertThat(near.all()).contains("joined u3"));
    // The refreshed one's old seat would have ended by now.
    presence.rose(room, "u3", "s3");
    await().untilAsserted(() -> assertThat(near.all()).contains("left u3"));

    assertThat(near.all()).containsExactly("joined u3", "left u3");
    assertThat(presence.people(room).count()).isEqualTo(2);
  }

  @Test
  void whoIsGoneIsToldAfterTheGraceNotBefore() {
    Presence presence = gateway("g1", near);
    presence.sat(room, "watcher", "w1");
    presence.sat(room, "u1", "s1");
    await().until(() -> near.all().contains("joined u1"));
    long began = System.nanoTime();
    presence.rose(room, "u1", "s1");
    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(near.all()).contains("left u1"));
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(TIMES.graceMs()), Duration.ofMillis(TIMES.graceMs() + 900));
    await().until(() -> presence.people(room).equals(new People(1, List.of("watcher"))));
  }

  @Test
  void bug44PeopleAreCountedOnceOverTwoGateways() {
    Presence here = gateway("g1", near);
    Presence there = gateway("g2", far);
    here.sat(room, "u1", "s1");
    there.sat(room, "u1", "s2");
    there.sat(room, "u2", "s3");
    People both = new People(2, List.of("u1", "u2"));
    await().until(() -> here.people(room).equals(both) && there.people(room).equals(both));
    await().untilAsserted(() -> assertThat(near.all()).contains("joined u2"));

    // To another gateway and back within the grace: nobody hears of it.
    there.rose(room, "u2", "s3");
    here.sat(room, "u2", "s4");
    there.sat(room, "u3", "s5");
    await().until(() -> far.all().contains("joined u3"));
    here.rose(room, "u1", "s1");
    there.rose(room, "u1", "s2");
    await().untilAsserted(() -> assertThat(far.all()).contains("left u1"));
    await().untilAsserted(() -> assertThat(near.all()).contains("left u1"));
    assertThat(near.all()).doesNotContain("left u2").containsOnlyOnce("joined u2");
  }

  @Test
  void aDeadGatewaysPeopleAreGoneInTime() {
    Presence here = gateway("g1", near);
    Seats doomed = seats("g2");
    Presence there = gateway(doomed, far);
    here.sat(room, "u1", "s1");
    there.sat(room, "u2", "s2");
    there.sat(room, Spectators.of("session"), "s3");
    await().until(() -> here.people(room).count() == 3);
    kill(doomed);
    await().atMost(RIGHT_AGAIN).until(() -> here.people(room).equals(new People(1, List.of("u1"))));
    await().untilAsserted(() -> assertThat(near.all()).contains("left u2"));
  }

  @Test
  void aGatewayThatEndsGivesItsPeopleTimeToComeBackElsewhere() {
    Presence here = gateway("g1", near);
    Presence there = gateway("g2", far);
    here.sat(room, "u1", "s1");
    there.sat(room, "u2", "s2");
    there.sat(room, "u3", "s3");
    await().until(() -> here.people(room).count() == 3);
    await().until(() -> near.all().contains("joined u3"));
    there.close();
    here.sat(room, "u2", "s4");
    await().untilAsserted(() -> assertThat(near.all()).contains("left u3"));
    assertThat(near.all()).doesNotContain("left u2").containsOnlyOnce("joined u2");
  }

  @Test
  void spectatorsCountBySessionAndAreNeverNamed() {
    Presence presence = gateway("g1", near);
    presence.sat(room, Spectators.of("a"), "s1");
    presence.sat(room, Spectators.of("a"), "s2");
    presence.sat(room, Spectators.of("b"), "s3");
    presence.sat(room, "u1", "s4");
    await().until(() -> presence.people(room).equals(new People(3, List.of("u1"))));
    await().until(() -> near.all().contains("joined u1"));
    presence.rose(room, Spectators.of("b"), "s3");
    await().until(() -> presence.people(room).count() == 2);
    assertThat(near.all()).containsExactly("joined u1");
  }

  @Test
  void aCrowdIsCountedWholeAndNamedInPart() {
    Presence presence = gateway("g1", near);
    presence.sat(room, "first", "s");
    IntStream.range(0, 300).forEach(i -> presence.sat(room, "u" + i, "s" + i));
    await().until(() -> presence.people(room).count() == 301);
    People people = presence.people(room);
    assertThat(people.userIds()).hasSize(People.MAX_NAMED).startsWith("first", "u0");
    await()
        .untilAsserted(
            () -> assertThat(near.counts).last().extracting(People::count).isEqualTo(301L));
  }

  @Test
  void aRoomThatNobodyHereSitsInCanBeAskedFor() {
    Presence here = gateway("g1", near);
    Presence there = gateway("g2", far);
    here.sat(room, "u1", "s1");
    assertThat(there.people(room)).isEqualTo(new People(1, List.of("u1")));
    assertThat(there.people("room-of-nobody")).isEqualTo(People.NOBODY);
  }
}
