package dev.gavel.backends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A service of ours as a process of its own, as production runs it, so that it can really be
/// killed, stopped and woken. It runs from the test's class path and writes to `target/NAME.log`.
public final class ServiceProcess implements AutoCloseable {
  /// A stop takes at most so long, with what a service promises and a slow machine.
  private static final int STOP_LIMIT_S = 20;

  /// How a JVM ends that SIGTERM ended: 128 and the signal's number.
  private static final int ENDED_BY_SIGTERM = 143;

  private final Process process;

  private ServiceProcess(Process process) {
    this.process = process;
  }

  /// A bid worker.
  public static ServiceProcess worker(String name, Backends backends) throws IOException {
    return worker(name, 0, backends);
  }

  /// A bid worker whose health is asked for.
  ///
  /// @param adminPort where health and metrics are
  public static ServiceProcess worker(String name, int adminPort, Backends backends)
      throws IOException {
    return start(
        "dev.gavel.bids.Main",
        name,
        backends,
        Map.of("WORKER_NAME", name, "WORKER_ADMIN_PORT", Integer.toString(adminPort)));
  }

  /// A gateway.
  ///
  /// @param port where it listens
  /// @param secret what signs tokens
  public static ServiceProcess gateway(String name, int port, String secret, Backends backends)
      throws IOException {
    return gateway(name, port, secret, backends, Map.of());
  }

  /// A gateway that is set up otherwise.
  ///
  /// @param otherwise settings as the environment has them, instead of or besides the usual ones
  public static ServiceProcess gateway(
      String name, int port, String secret, Backends backends, Map<String, String> otherwise)
      throws IOException {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "GATEWAY_NAME", name,
                "GATEWAY_ADDRESS", "127.0.0.1",
                "GATEWAY_PORT", Integer.toString(port),
                "GATEWAY_ADMIN_PORT", "0",
                "GATEWAY_COOKIES_SECURE", "false",
                "GATEWAY_LABELS", "full",
                "GATEWAY_LIMITS_LOGINS", "1000",
                "TOKEN_SECRET", secret));
    settings.putAll(otherwise);
    return start("dev.gavel.gateway.Main", name, backends, settings);
  }

  private static ServiceProcess start(
      String main, String name, Backends backends, Map<String, String> settings)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                // It lives for seconds: what the second compiler costs is never earned back.
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main));
    builder
        .environment()
        .putAll(
            Map.of(
                "KAFKA_BOOTSTRAP", backends.kafkaBootstrap(),
                "REDIS_URI", backends.redisUri(),
                "MONGO_URI", backends.mongoUri()));
    builder.environment().putAll(settings);
    Path log = Path.of("target", name + ".log");
    return new ServiceProcess(
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /// SIGKILL.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGSTOP or SIGCONT.
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /// SIGTERM.
  ///
  /// @return whether it ended by itself within the time that a stop may take, and by nothing else
  public boolean terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)
        && (process.exitValue() == ENDED_BY_SIGTERM || process.exitValue() == 0);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// SIGKILL too: nothing of it is left, soon.
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
