package dev.gavel.bids.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.backends.RedisCluster;
import dev.gavel.bids.home.Decided;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The announcer against a real cluster of three: every room on its own shard, nothing on the
/// others.
class RedisClusterIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int ROOMS = 12;
  private static final int UPDATES = 50;

  @Test
  void roomsAreToldOnTheirOwnShardsInOrder(@TempDir Path folder) throws Exception {
    AtomicInteger dropped = new AtomicInteger();
    try (RedisCluster cluster = RedisCluster.start(folder);
        RedisAnnouncer announcer = RedisAnnouncer.open(cluster.uri(), dropped::incrementAndGet)) {
      RedisClusterClient client = RedisClusterClient.create(cluster.uri());
      try {
        Map<String, List<String>> heard = listen(client);
        await().atMost(LIMIT).until(announcer::connected);
        for (int sequence = 1; sequence <= UPDATES; sequence++) {
          announcer.announce(EncodedDecision.all(toAllRooms(sequence)));
        }
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () -> assertThat(sizes(heard)).as("dropped: %s", dropped).containsOnly(UPDATES));
        for (int room = 0; room < ROOMS; room++) {
          assertThat(sequences(heard.getOrDefault(Names.roomChannel("r" + room), List.of())))
              .isEqualTo(counted());
          List<String> window = client.connect().sync().lrange(Names.windowKey("r" + room), 0, -1);
          assertThat(sequences(window)).isEqualTo(counted());
        }
        assertThat(dropped).hasValue(0);
      } finally {
        client.shutdown();
      }
    }
  }

  private static List<Integer> sizes(Map<String, List<String>> heard) {
    List<String> channels = new ArrayList<>(List.of(Names.gatewayChannel("g1")));
    IntStream.range(0, ROOMS).forEach(room -> channels.add(Names.roomChannel("r" + room)));
    return channels.stream().map(channel -> heard.getOrDefault(channel, List.of()).size()).toList();
  }

  private static Map<String, List<String>> listen(RedisClusterClient client) {
    Map<String, List<String>> heard = new ConcurrentHashMap<>();
    var listening = client.connectPubSub();
    listening.addListener(
        new RedisPubSubAdapter<>() {
          @Override
          public void smessage(String channel, String message) {
            heard.computeIfAbsent(channel, _ -> new CopyOnWriteArrayList<>()).add(message);
          }
        });
    for (int room = 0; room < ROOMS; room++) {
      listening.sync().ssubscribe(Names.roomChannel("r" + room));
    }
    listening.sync().ssubscribe(Names.gatewayChannel("g1"));
    return heard;
  }

  private static List<Decided> toAllRooms(int sequence) {
    List<Decided> all = new ArrayList<>();
    for (int room = 0; room < ROOMS; room++) {
      // One room's author waits at a gateway.
      Optional<String> gateway = room == 0 ? Optional.of("g1") : Optional.empty();
      all.add(resumed("r" + room, sequence, gateway));
    }
    return all;
  }

  private static Decided resumed(String room, int sequence, Optional<String> gateway) {
    Author staff = new Author("s", Role.STAFF);
    String id = "c" + sequence;
    Place place = new Place(0, sequence);
    String receipt = "0".repeat(64);
    RoomCommand command =
        new RoomCommand(room, id, staff, RoomCommand.NO_DEADLINE, new Wish.Resume());
    RoomUpdate update =
        new RoomUpdate(room, place, sequence, 1, new RoomEvent.Resumed(), standing(), receipt);
    Answer done = new Answer.Ticked();
    Decision decision =
        new Decision(
            room, place, id, staff, "resume", 1, done, false, sequence, List.of(update), receipt);
    return new Decided(command, decision, 1, gateway);
  }

  private static Standing standing() {
    return new Standing(
        Standing.Phase.OPEN,
        false,
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.of(1),
        OptionalLong.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty());
  }

  private static List<Long> counted() {
    return LongStream.rangeClosed(1, UPDATES).boxed().toList();
  }

  private static List<Long> sequences(List<String> messages) {
    return messages.stream()
        .map(text -> Long.valueOf(text.replaceAll(".*?\"sequence\":(\\d+).*", "$1")))
        .toList();
  }
}
