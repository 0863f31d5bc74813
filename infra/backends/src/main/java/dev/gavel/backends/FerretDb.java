package dev.gavel.backends;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// FerretDB: another project's server of MongoDB's protocol, on SQLite, as a child process. It
/// shows what the services take for granted of one server. It looks up `_id` alone by an index and
/// is slow otherwise: for tests only.
public final class FerretDb implements MongoInstance {
  /// The last one that needs no PostgreSQL.
  private static final String VERSION = "v1.24.2";

  private static final int BUILD_LIMIT_MIN = 15;

  private final ChildServer server;

  private FerretDb(ChildServer server) {
    this.server = server;
  }

  /// The program, or why there is none. Found out once for this process.
  private record Found(@Nullable Path program, String absent) {
    static final Found HERE = look();

    private static Found look() {
      Path folder = cache();
      Path program = folder.resolve("ferretdb");
      if (Files.isExecutable(program)) {
        return new Found(program, "");
      }
      if (RedisBinary.onPath("go").isEmpty() || RedisBinary.onPath("bash").isEmpty()) {
        return new Found(null, "it is not built, and there is no go on the PATH to build it");
      }
      return built(folder, program);
    }

    private static Found built(Path folder, Path program) {
      System.out.println("building FerretDB " + VERSION + " in " + folder + ": some minutes, once");
      try {
        Files.createDirectories(folder);
        Path log = folder.resolve("build.log");
        build(folder, log);
        return Files.isExecutable(program)
            ? new Found(program, "")
            : new Found(null, "it could not be built; see " + log);
      } catch (IOException e) {
        return new Found(null, "it could not be built: " + e);
      }
    }

    private static void build(Path folder, Path log) throws IOException {
      Process shell =
          new ProcessBuilder("bash", "-s", folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try (InputStream script = FerretDb.class.getResourceAsStream("build-ferretdb.sh");
          var input = shell.getOutputStream()) {
        if (script == null) {
          throw new IOException("the build script is missing");
        }
        script.transferTo(input);
      }
      try {
        if (!shell.waitFor(BUILD_LIMIT_MIN, TimeUnit.MINUTES)) {
          shell.destroy();
        }
      } catch (InterruptedException e) {
        shell.destroy();
        Thread.currentThread().interrupt();
      }
    }

    private static Path cache() {
      String given = System.getenv("XDG_CACHE_HOME");
      Path caches =
          given == null || given.isBlank()
              ? Path.of(System.getProperty("user.home"), ".cache")
              : Path.of(given);
      return caches.resolve("gavel").resolve("ferretdb-" + VERSION);
    }
  }

  /// Why it cannot run here; empty when it can. The first call builds it where Go is and it was
  /// never built, for minutes.
  public static Optional<String> absentBecause() {
    return Optional.of(Found.HERE.absent()).filter(why -> !why.isEmpty());
  }

  /// Starts one on a free loopback port.
  ///
  /// @param folder its documents, its log and its pid file
  /// @throws IOException when it is not there or does not answer
  public static FerretDb start(Path folder) throws IOException {
    Path program = program();
    return new FerretDb(
        ChildServer.start(
            folder,
            new ChildServer.Program(
                "ferretdb", (home, port) -> command(program, home, port), MongoPing::answers)));
  }

  /// The program's file.
  static Path program() throws IOException {
    Path program = Found.HERE.program();
    if (program == null) {
      throw new IOException("no FerretDB: " + Found.HERE.absent());
    }
    return program;
  }

  private static List<String> command(Path program, Path home, int port) {
    return List.of(
        program.toString(),
        "--handler=sqlite",
        // Tests alone: with its waits for the disk a call took ten seconds and more.
        "--sqlite-url=file:" + home + "/?_pragma=synchronous(off)",
        "--state-dir=" + home,
        "--listen-addr=127.0.0.1:" + port,
        "--debug-addr=-",
        "--telemetry=disable",
        "--log-level=warn");
  }

  @Override
  public String uri() {
    return "mongodb://127.0.0.1:" + server.port();
  }

  /// The child's process id.
  public long pid() {
    return server.pid();
  }

  @Override
  public void close() {
    server.close();
  }
}
