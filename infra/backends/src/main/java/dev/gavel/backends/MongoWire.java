package dev.gavel.backends;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.mvstore.MVStore;

/// A server in this JVM that speaks MongoDB's wire protocol. It is not MongoDB: no transactions, no
/// change streams, only `_id` is looked up by an index, and partial indexes and validators are
/// silently ignored. After a `kill -9` a file loses up to its last second.
public final class MongoWire implements MongoInstance {
  private final MongoServer server;

  private final StandInBackend backend;

  private MongoWire(MongoServer server, StandInBackend backend) {
    this.server = server;
    this.backend = backend;
  }

  /// Everything is gone when it closes.
  public static MongoWire inMemory() {
    return serve(MVStore.open(null));
  }

  /// Documents live in one file in `folder`.
  public static MongoWire inFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    return serve(new MVStore.Builder().fileName(folder.resolve("documents.mv").toString()).open());
  }

  private static MongoWire serve(MVStore store) {
    Noise.turnDown();
    StandInBackend backend = StandInBackend.on(store);
    MongoServer server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
    server.bind("127.0.0.1", 0);
    return new MongoWire(server, backend);
  }

  /// How many documents were compared with a filter since the start.
  long examined() {
    return backend.examined();
  }

  @Override
  public String uri() {
    return "mongodb://127.0.0.1:" + port();
  }

  int port() {
    return server.getLocalAddress().getPort();
  }

  /// Closes connections and the file.
  @Override
  public void close() {
    server.shutdownNow();
  }
}
