package dev.gavel.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A real Redis as our own child process, on a loopback port of its own choice, with its
/// append-only file in one folder. A pid file there finds the child that a `kill -9` of the parent
/// left behind; the next start ends it, after checking that it is that Redis.
public final class RedisProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisProcess.class);

  static final Duration START_LIMIT = Duration.ofSeconds(15);
  static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private static final String PID_FILE = "redis.pid";

  private final Process process;
  private final Path folder;
  private final Doors doors;

  /// @param tls speaks TLS only; -1 when there is none
  private record Doors(int plain, int tls) {}

  /// What a Redis for a test has besides.
  ///
  /// @param tls what it shows at a second port, which takes TLS only
  /// @param words of its command line
  record Kind(RedisBinary binary, Optional<Certificates> tls, List<String> words) {
    static final Kind USUAL = new Kind(RedisBinary.CARRIED_FIRST, Optional.empty(), List.of());
  }

  private RedisProcess(Process process, Path folder, Doors doors) {
    this.process = process;
    this.folder = folder;
    this.doors = doors;
  }

  /// Starts Redis with its data in `folder`.
  ///
  /// @throws IOException when it does not answer on any of [Ports#MAX_TRIES] ports
  public static RedisProcess start(Path folder) throws IOException {
    return start(folder, Kind.USUAL);
  }

  static RedisProcess start(Path folder, Kind kind) throws IOException {
    Path home = Files.createDirectories(folder).toRealPath();
    endLeftover(home);
    for (int i = 0; i < Ports.MAX_TRIES; i++) {
      Doors doors = new Doors(Ports.free(), kind.tls().isPresent() ? Ports.free() : -1);
      Process process = launch(home, doors, kind);
      Files.writeString(home.resolve(PID_FILE), Long.toString(process.pid()));
      RedisProcess redis = new RedisProcess(process, home, doors);
      if (RedisPing.answers(process, doors.plain(), START_LIMIT)) {
        return redis;
      }
      LOG.warn("Redis did not start on port {}, trying another", doors.plain());
      redis.close();
    }
    throw new IOException("Redis does not start; see " + home.resolve("redis.log"));
  }

  private static Process launch(Path home, Doors doors, Kind kind) throws IOException {
    File log = home.resolve("redis.log").toFile();
    List<String> command = new ArrayList<>(apart());
    command.addAll(List.of(kind.binary().path(home), "--port", Integer.toString(doors.plain())));
    command.addAll(List.of("--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", home.toString(), "--save", "", "--set-proc-title", "no"));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec"));
    kind.tls().ifPresent(shown -> command.addAll(tls(doors, shown)));
    command.addAll(kind.words());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /// Members of a cluster speak TLS among themselves, too: else they would name the other port.
  private static List<String> tls(Doors doors, Certificates shown) {
    return List.of(
        "--tls-port",
        Integer.toString(doors.tls()),
        "--tls-cert-file",
        shown.chainPem().toString(),
        "--tls-key-file",
        shown.keyPem().toString(),
        "--tls-ca-cert-file",
        shown.authorityPem().toString(),
        "--tls-auth-clients",
        "no",
        "--tls-cluster",
        "yes");
  }

  /// What runs Redis in a session of its own, with the same pid: a Ctrl-C goes to everything in the
  /// terminal's group, and Redis must outlive whoever still drains through it. Redis installs its
  /// own handler of SIGINT, so ignoring it beforehand would not help. Empty where neither program
  /// is there: Ctrl-C then takes Redis at once, and what Redis holds may be forgotten anyway.
  private static List<String> apart() {
    if (RedisBinary.onPath("setsid").isPresent()) {
      return List.of("setsid");
    }
    return RedisBinary.onPath("perl").isPresent()
        ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV")
        : List.of();
  }

  /// Ends the child that a killed parent left in `folder`, if there is one. Starting does this too;
  /// call it before deleting a folder.
  public static void endLeftover(Path folder) throws IOException {
    Path file = folder.resolve(PID_FILE);
    if (!Files.exists(file)) {
      return;
    }
    Path home = folder.toRealPath();
    String text = Files.readString(file).strip();
    if (text.matches("[0-9]{1,9}")) {
      ProcessHandle.of(Long.parseLong(text))
          .filter(left -> isOurs(left, home))
          .ifPresent(left -> {
            LOG.info("ending the Redis (pid {}) that an earlier run left behind", left.pid());
            end(left);
          });
    }
    Files.deleteIfExists(file);
  }

  /// A pid is reused by the system: only a Redis that works in this very folder is ended.
  private static boolean isOurs(ProcessHandle process, Path home) {
    String command = process.info().command().orElse("");
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    String name = command.substring(command.lastIndexOf(File.separatorChar) + 1);
    // Debian's redis-server is a link to redis-check-rdb, which looks at the name it is called by.
    return name.startsWith("redis-") && arguments.contains(home.toString());
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException tooLong) {
      process.destroyForcibly();
    }
  }

  public String uri() {
    return doors.tls() < 0
        ? "redis://127.0.0.1:" + doors.plain()
        : "rediss://127.0.0.1:" + doors.tls();
  }

  /// In the open, also beside one for TLS.
  public int port() {
    return doors.plain();
  }

  /// The port of [#uri()].
  int uriPort() {
    return doors.tls() < 0 ? doors.plain() : doors.tls();
  }

  /// The child's process id.
  public long pid() {
    return process.pid();
  }

  /// Ends the child, politely first, within twice [#STOP_LIMIT].
  @Override
  public void close() {
    end(process.toHandle());
    try {
      Files.deleteIfExists(folder.resolve(PID_FILE));
    } catch (IOException e) {
      LOG.warn("cannot delete the pid file of Redis: {}", e.toString());
    }
  }
}
