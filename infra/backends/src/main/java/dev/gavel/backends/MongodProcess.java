package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// MongoDB's own server, the one that is on the PATH, as a child process: one standalone member,
/// its documents in a folder. It ends with this process.
public final class MongodProcess implements MongoInstance {
  private static final String PROGRAM = "mongod";

  private final ChildServer server;

  private MongodProcess(ChildServer server) {
    this.server = server;
  }

  /// Why there is none; empty when there is one.
  public static Optional<String> absentBecause() {
    return RedisBinary.onPath(PROGRAM).isPresent()
        ? Optional.empty()
        : Optional.of("there is no mongod on the PATH");
  }

  /// Starts one on a free loopback port.
  ///
  /// @param folder its documents, its log and its pid file
  /// @throws IOException when there is none or it does not answer
  public static MongodProcess start(Path folder) throws IOException {
    String program =
        RedisBinary.onPath(PROGRAM)
            .orElseThrow(() -> new IOException("there is no mongod on the PATH"));
    return new MongodProcess(
        ChildServer.start(
            folder,
            new ChildServer.Program(
                PROGRAM, (home, port) -> command(program, home, port), MongoPing::answers)));
  }

  private static List<String> command(String program, Path home, int port) {
    return List.of(
        program,
        "--dbpath",
        home.toString(),
        "--port",
        Integer.toString(port),
        "--bind_ip",
        "127.0.0.1",
        "--nounixsocket",
        "--quiet",
        // Half of the machine's memory else, beside everything that the system is.
        "--wiredTigerCacheSizeGB",
        "0.5");
  }

  /// Ends the one that a killed parent left in `folder`, if it has not ended yet. Starting does
  /// this too; call it before deleting a folder.
  public static void endLeftover(Path folder) throws IOException {
    ChildServer.endLeftover(folder, PROGRAM);
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
