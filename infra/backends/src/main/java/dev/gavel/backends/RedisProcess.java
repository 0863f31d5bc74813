package dev.gavel.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisExecProvider;

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
  private final int port;

  private RedisProcess(Process process, Path folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /// Starts Redis with its data in `folder`.
  ///
  /// @throws IOException when it does not answer on any of [Ports#MAX_TRIES] ports
  public static RedisProcess start(Path folder) throws IOException {
    return start(folder, List.of());
  }

  /// Starts it with further words on its command line.
  static RedisProcess start(Path folder, List<String> further) throws IOException {
    Path home = Files.createDirectories(folder).toRealPath();
    endLeftover(home);
    String binary = binary(home);
    for (int i = 0; i < Ports.MAX_TRIES; i++) {
      int port = Ports.free();
      Process process = launch(binary, home, port, further);
      Files.writeString(home.resolve(PID_FILE), Long.toString(process.pid()));
      RedisProcess redis = new RedisProcess(process, home, port);
      if (RedisPing.answers(process, port, START_LIMIT)) {
        return redis;
      }
      LOG.warn("Redis did not start on port {}, trying another", port);
      redis.close();
    }
    throw new IOException("Redis does not start; see " + home.resolve("redis.log"));
  }

  private static Process launch(String binary, Path home, int port, List<String> further)
      throws IOException {
    File log = home.resolve("redis.log").toFile();
    List<String> command = new ArrayList<>(apart());
    command.addAll(List.of(binary, "--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", home.toString(), "--save", "", "--set-proc-title", "no"));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec"));
    command.addAll(further);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /// What runs Redis in a session of its own, with the same pid: a Ctrl-C goes to everything in the
  /// terminal's group, and Redis must outlive whoever still drains through it. Redis installs its
  /// own handler of SIGINT, so ignoring it beforehand would not help. Empty where neither program
  /// is there: Ctrl-C then takes Redis at once, and what Redis holds may be forgotten anyway.
  private static List<String> apart() {
    if (onPath("setsid").isPresent()) {
      return List.of("setsid");
    }
    return onPath("perl").isPresent()
        ? List.of("perl", "-e", "use POSIX; POSIX::setsid(); exec @ARGV")
        : List.of();
  }

  /// The binary that the embedded-redis artifact carries, or `redis-server` from the PATH on a
  /// platform that it has none for.
  private static String binary(Path home) throws IOException {
    Path ours = home.resolve("redis-server");
    if (Files.isExecutable(ours)) {
      return ours.toString();
    }
    try {
      Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
      Files.copy(unpacked, ours, StandardCopyOption.REPLACE_EXISTING);
      Files.deleteIfExists(unpacked);
      if (!ours.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + ours + " executable");
      }
      return ours.toString();
    } catch (IOException | RuntimeException none) {
      return onPath("redis-server")
          .orElseThrow(() ->
              new IOException(
                  "no Redis for this platform in the artifact and no redis-server on the PATH",
                  none));
    }
  }

  private static Optional<String> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .map(dir -> Path.of(dir).resolve(program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
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
    return name.startsWith("redis-server") && arguments.contains(home.toString());
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
    return "redis://127.0.0.1:" + port;
  }

  public int port() {
    return port;
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
