package dev.gavel.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server that another project made, as our own child process, on a loopback port of its own
/// choice, with all that it keeps in one folder.
///
/// It ends with this process, however that ends. A pid file in the folder finds the one that has
/// not quite ended when the next start comes.
final class ChildServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ChildServer.class);

  static final Duration START_LIMIT = Duration.ofSeconds(30);
  static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private static final int PAUSE_MS = 20;

  private final Process process;
  private final Optional<Process> guard;
  private final Path pidFile;
  private final int port;

  /// What to start.
  ///
  /// @param name of its files in the folder and in sentences
  /// @param command by folder and port; what runs in the end names the folder in its arguments
  /// @param answers whether it serves at a port
  record Program(String name, Command command, IntPredicate answers) {}

  /// A command line.
  interface Command {
    List<String> words(Path home, int port);
  }

  private ChildServer(Process process, Optional<Process> guard, Path pidFile, int port) {
    this.process = process;
    this.guard = guard;
    this.pidFile = pidFile;
    this.port = port;
  }

  /// Starts a server and waits until it serves.
  ///
  /// @throws IOException when it does not serve at any of [Ports#MAX_TRIES] ports
  static ChildServer start(Path folder, Program program) throws IOException {
    Path home = Files.createDirectories(folder).toRealPath();
    Path pidFile = pidFile(home, program.name());
    Path log = home.resolve(program.name() + ".log");
    endLeftover(home, program.name());
    for (int i = 0; i < Ports.MAX_TRIES; i++) {
      int port = Ports.free();
      Process process = launch(program.command().words(home, port), log);
      Files.writeString(pidFile, Long.toString(process.pid()));
      ChildServer server = new ChildServer(process, guard(process), pidFile, port);
      if (server.serves(program.answers())) {
        return server;
      }
      LOG.warn("{} did not start on port {}, trying another", program.name(), port);
      server.close();
    }
    throw new IOException(program.name() + " does not start; see " + log);
  }

  private static Process launch(List<String> command, Path log) throws IOException {
    // In a session of its own: a Ctrl-C goes to everything in the terminal's group, and the server
    // must outlive the services that store what they still have.
    List<String> words =
        new ArrayList<>(
            RedisBinary.onPath("setsid").isPresent() ? List.of("setsid") : List.<String>of());
    words.addAll(command);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /// A shell that ends the server when the pipe from this process to it closes: the operating
  /// system does that for a process that was killed, too. None where there is no shell.
  private static Optional<Process> guard(Process server) {
    List<String> words =
        new ArrayList<>(
            RedisBinary.onPath("setsid").isPresent() ? List.of("setsid") : List.<String>of());
    words.addAll(List.of("sh", "-c", "cat >/dev/null; kill \"$1\"", "sh"));
    words.add(Long.toString(server.pid()));
    try {
      return Optional.of(
          new ProcessBuilder(words)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException noShell) {
      return Optional.empty();
    }
  }

  private boolean serves(IntPredicate answers) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (process.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (answers.test(port)) {
          return true;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static Path pidFile(Path home, String name) {
    return home.resolve(name + ".pid");
  }

  /// Ends the server that still runs in `folder`, if there is one, and waits for it.
  static void endLeftover(Path folder, String name) throws IOException {
    Path pidFile = pidFile(folder, name);
    if (!Files.exists(pidFile)) {
      return;
    }
    Path home = folder.toRealPath();
    String text = Files.readString(pidFile).strip();
    if (text.matches("[0-9]{1,9}")) {
      ProcessHandle.of(Long.parseLong(text))
          .filter(worksIn(home))
          .ifPresent(left -> {
            LOG.info("ending what an earlier run left in {} (pid {})", home, left.pid());
            end(left);
          });
    }
    Files.deleteIfExists(pidFile);
  }

  /// A pid is reused by the system: only what names this very folder is ended.
  private static Predicate<ProcessHandle> worksIn(Path home) {
    return process ->
        process.info().arguments().stream()
            .flatMap(Arrays::stream)
            .anyMatch(argument ->
                argument.contains(home + File.separator) || argument.endsWith(home.toString()));
  }

  private static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException tooLong) {
      process.destroyForcibly();
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /// Ends the server, politely first, within [#STOP_LIMIT].
  @Override
  public void close() {
    // First, or it would send a signal to a pid that may be another's by then.
    guard.ifPresent(Process::destroyForcibly);
    end(process.toHandle());
    try {
      Files.deleteIfExists(pidFile);
    } catch (IOException e) {
      LOG.warn("cannot delete {}", pidFile, e);
    }
  }
}
