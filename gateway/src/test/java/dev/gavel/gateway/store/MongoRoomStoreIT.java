package dev.gavel.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.backends.MongoWire;
import dev.gavel.model.Names;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract over MongoDB's wire protocol.
class MongoRoomStoreIT {

  /// One database for all tests: ids do not meet.
  abstract static class OverTheWire extends RoomStoreContract {
    abstract MongoDatabase database();

    @Override
    RoomStore over(List<ProjectedRoom> rooms) {
      ProjectionWriter writer = new ProjectionWriter(database(), PARTITIONS);
      rooms.forEach(writer::write);
      return new MongoRoomStore(new MongoCalls(database()));
    }

    private static ProjectedRoom opened(String id) {
      ProjectedRoom room = ProjectedRoom.of(id, id, 0);
      room.updates().add(Projections.opened(room));
      return room;
    }

    @Test
    void aDocumentThatCannotBeReadHidesNoOther() throws Exception {
      RoomStore store = over(List.of(opened("x-good"), opened("x-bad")));
      new ProjectionWriter(database(), PARTITIONS)
          .put(
              Names.ROOMS,
              new Document("_id", "x-bad")
                  .append("partition", 0)
                  .append("terms", new Document("v", 1).append("nonsense", true)));
      assertThatExceptionOfType(ViewAway.class).isThrownBy(() -> store.room("x-bad"));
      assertThat(store.rooms(List.of("x-bad", "x-good"))).containsOnlyKeys("x-good");
      assertThat(store.roomOfItem("x-good")).contains("x-good");
      new ProjectionWriter(database(), PARTITIONS).write(opened("x-bad"));
      assertThat(store.room("x-bad")).as("written anew").isPresent();
    }

    @Test
    void aPageThatIsMissingOrTornIsNoHistory() throws Exception {
      ProjectedRoom room = opened("y-room");
      for (long n = 2; n <= 250; n++) {
        room.updates().add(Projections.bid(room, n, "kim", n));
      }
      RoomStore store = over(List.of(room));
      new ProjectionWriter(database(), PARTITIONS)
          .put(
              Names.PAGES,
              new Document("_id", Names.updatePage("y-room", 0))
                  .append("partition", 0)
                  .append("entries", new Binary(new byte[] {1, 2, 3})));
      assertThatExceptionOfType(ViewAway.class).isThrownBy(() -> store.updates("y-room", 1, 9));
      assertThat(store.updates("y-room", 101, 250)).hasSize(150);
    }

    @Test
    void aRoomThatWasNeverOpenedIsNone() throws Exception {
      RoomStore store = over(List.of());
      new ProjectionWriter(database(), PARTITIONS)
          .put(
              Names.ROOMS,
              new Document("_id", "z-room")
                  .append("partition", 0)
                  .append("offset", 5L)
                  .append("sequence", 0L)
                  .append("phase", "UNOPENED")
                  .append("decisions", 1L)
                  .append("shares", 0));
      assertThat(store.room("z-room")).isEmpty();
      assertThat(store.rooms(List.of("z-room"))).isEmpty();
    }
  }

  @Nested
  class StandInInMemory extends OverTheWire {
    private static MongoWire server;
    private static MongoClient client;

    @BeforeAll
    static void start() {
      server = MongoWire.inMemory();
      client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
      client.close();
      server.close();
    }

    @Override
    MongoDatabase database() {
      return client.getDatabase(Names.DATABASE);
    }
  }

  @Nested
  class StandInOnDisk extends OverTheWire {
    private static MongoWire server;
    private static MongoClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
      server = MongoWire.inFolder(folder);
      client = MongoClients.create(server.uri());
    }

    @AfterAll
    static void stop() {
      client.close();
      server.close();
    }

    @Override
    MongoDatabase database() {
      return client.getDatabase(Names.DATABASE);
    }
  }
}
