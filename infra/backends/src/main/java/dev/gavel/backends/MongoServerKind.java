package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The servers of MongoDB's wire protocol that a test may run against. They differ in what they
/// answer, so what the services send is tested on each that is here.
public enum MongoServerKind {
  STAND_IN_IN_MEMORY("stand-in in memory") {
    @Override
    public Optional<String> absentBecause() {
      return Optional.empty();
    }

    @Override
    public MongoInstance start(Path folder) {
      return MongoWire.inMemory();
    }

    @Override
    public boolean keepsDocuments() {
      return false;
    }
  },

  STAND_IN_ON_DISK("stand-in on disk") {
    @Override
    public Optional<String> absentBecause() {
      return Optional.empty();
    }

    @Override
    public MongoInstance start(Path folder) throws IOException {
      return MongoWire.inFolder(folder);
    }
  },

  FERRETDB("FerretDB on SQLite") {
    @Override
    public Optional<String> absentBecause() {
      return FerretDb.absentBecause();
    }

    @Override
    public MongoInstance start(Path folder) throws IOException {
      return FerretDb.start(folder);
    }

    @Override
    public boolean findsAnIdBesideAGuard() {
      return false;
    }

    @Override
    public boolean guardsAtOnce() {
      return false;
    }
  },

  MONGOD("mongod") {
    @Override
    public Optional<String> absentBecause() {
      return MongodProcess.absentBecause();
    }

    @Override
    public MongoInstance start(Path folder) throws IOException {
      return MongodProcess.start(folder);
    }
  },

  CONTAINER("MongoDB in a container") {
    @Override
    public Optional<String> absentBecause() {
      return Choice.given().embeddedBecause(Choice.Part.MONGO, Docker.here());
    }

    @Override
    public MongoInstance start(Path folder) {
      return new InContainer(Containers.mongo());
    }

    @Override
    public boolean keepsDocuments() {
      return false;
    }
  };

  private final String words;

  MongoServerKind(String words) {
    this.words = words;
  }

  /// Those that can run here, in the order of this list. Each that cannot is printed with its
  /// reason, at any log level. The first call may build FerretDB, for minutes.
  public static List<MongoServerKind> available() {
    return Arrays.stream(values())
        .filter(kind -> {
          Optional<String> absent = kind.absentBecause();
          absent.ifPresent(why -> System.out.println("not tested on " + kind + ": " + why));
          return absent.isEmpty();
        })
        .toList();
  }

  /// Why it cannot run on this machine; empty when it can.
  public abstract Optional<String> absentBecause();

  /// Starts a server that is empty where `folder` is.
  ///
  /// @param folder for all that it keeps; made when it is missing
  /// @throws IOException when it does not start
  public abstract MongoInstance start(Path folder) throws IOException;

  /// Whether a second start in the same folder finds the documents of the first.
  public boolean keepsDocuments() {
    return true;
  }

  /// Whether it looks up an `_id` by its index when the filter has another condition beside it;
  /// else it reads the whole collection.
  public boolean findsAnIdBesideAGuard() {
    return true;
  }

  /// Whether a guarded replace looks and writes in one step, also beside other writers.
  public boolean guardsAtOnce() {
    return true;
  }

  /// Its name in reports.
  @Override
  public String toString() {
    return words;
  }

  private record InContainer(Backends.Server server) implements MongoInstance {
    @Override
    public String uri() {
      return server.address();
    }

    @Override
    public void close() {
      try {
        server.what().close();
      } catch (Exception e) {
        throw new IllegalStateException("the container does not stop", e);
      }
    }
  }
}
