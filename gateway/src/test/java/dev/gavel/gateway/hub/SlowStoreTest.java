package dev.gavel.gateway.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.people.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store that answers late or never holds up no room that is open.
class SlowStoreTest {
  private static final int JOINS = 1_000;
  private static final int UPDATES = 100;

  /// @param takesMs of each read; 60 000 is far beyond every limit
  @ParameterizedTest
  @ValueSource(ints = {500, 60_000})
  @Timeout(60)
  void aCrowdJoinsAmongUpdatesAndNothingWaitsInTheRoomsTurn(int takesMs) throws Exception {
    try (FloorStage stage = new FloorStage();
        ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      FakePeer lee = stage.seat(FakePeer.of("lee"));
      CountDownLatch register = new CountDownLatch(1);
      stage.register.set(register);
      stage.store.takes(Duration.ofMillis(takesMs));
      List<Future<JsonNode>> joins = new ArrayList<>();
      for (int i = 0; i < JOINS; i++) {
        String user = "u" + i;
        joins.add(crowd.submit(() -> join(stage, user)));
        if (i % (JOINS / UPDATES) == 0) {
          stage.publish(stage.house.bid("stranger" + i, 100_000 + i));
        }
      }
      // Updates do not wait for the joins, and the joins not for the store.
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> lee.sequences().size() == UPDATES);
      for (Future<JsonNode> join : joins) {
        assertThat(join.get().path("room").asText()).isEqualTo("room-1");
      }
      assertThat(stage.store.inTurn).as("reads in a room's turn").hasValue(0);
      assertThat(stage.userReadsInTurn).as("reads of users in a room's turn").hasValue(0);
      register.countDown();
      stage.store.answers();
    }
  }

  private static JsonNode join(FloorStage stage, String user) throws Exception {
    stage.users.put(user, new Person(user, "m@x", "n", "bidder"));
    FakePeer peer = stage.enter(FakePeer.of(user));
    return stage.ask(peer, "join", "{'roomId':'room-1'}");
  }
}
