package dev.gavel.backends;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A server in this JVM that speaks MongoDB's wire protocol. It is not MongoDB: no transactions, no
/// change streams, only `_id` is looked up by an index, and partial indexes and validators are
/// silently ignored. After a `kill -9` a file loses up to its last second.
public final class MongoWire implements MongoInstance {
  private final MongoServer server;

  private MongoWire(MongoServer server) {
    this.server = server;
  }

  /// Everything is gone when it closes.
  public static MongoWire inMemory() {
    return serve(new MemoryBackend());
  }

  /// Documents live in one file in `folder`.
  public static MongoWire inFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    return serve(new H2Backend(folder.resolve("mongo.mv").toString()));
  }

  private static MongoWire serve(MongoBackend backend) {
    Noise.turnDown();
    MongoServer server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
    server.bind("127.0.0.1", 0);
    return new MongoWire(server);
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
