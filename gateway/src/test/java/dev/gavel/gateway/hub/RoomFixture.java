package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.RoomUpdate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// One open room whose time a test holds, and what stands around it.
final class RoomFixture implements AutoCloseable {
  final FloorStage stage = new FloorStage();
  final House house = stage.house;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeScheduler time = new FakeScheduler();
  final LiveRoom room;
  final RoomThread actor;

  RoomFixture(int togetherMs) throws ViewAway {
    RoomSources usual = stage.floor.sources();
    RoomSources sources =
        new RoomSources(
            usual.store(),
            usual.joining(),
            usual.shares(),
            usual.refill(),
            usual.people(),
            usual.words(),
            usual.talk(),
            new FloorMeters(meters),
            () -> 0,
            time,
            BroadcastPause.ofMs(togetherMs));
    room = new RoomReading(sources).room(House.ROOM).orElseThrow();
    actor = new RoomThread(room, sources);
    // As the registry does before an update comes to a room.
    sources.people().warm(List.of("kim", "lee", "park"));
  }

  /// Joins, and returns the sequence of the snapshot.
  long join(FakePeer peer, Optional<String> user) {
    return join(peer, user, _ -> {});
  }

  /// @param meanwhile happens while the peer is being shown the room
  long join(FakePeer peer, Optional<String> user, Consumer<Snapshot> meanwhile) {
    long[] shown = {0};
    boolean isOpen =
        room.join(
            peer,
            user,
            snapshot -> {
              meanwhile.accept(snapshot);
              shown[0] =
                  snapshot
                      .of(user, new Snapshot.Join(OptionalLong.empty(), false))
                      .path("sequence")
                      .asLong();
            });
    if (!isOpen) {
      throw new IllegalStateException("closed");
    }
    return shown[0];
  }

  /// So many spectators, who make the room's pause long.
  void crowd(int members) {
    for (int i = 0; i < members; i++) {
      join(FakePeer.oneOfMany(), Optional.empty());
    }
  }

  /// The next bid is heard.
  RoomUpdate bid(String user) {
    RoomUpdate update = house.bid(user, 100_000 + 50_000L * house.updates.size());
    actor.heard(update);
    return update;
  }

  /// Broadcasts so far.
  long broadcasts() {
    return meters.summary("gavel_fanout_together").count();
  }

  @Override
  public void close() {
    stage.close();
  }
}
