package dev.gavel.backends;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Three real Redis servers that share the slots of one cluster, without replicas. For tests of
/// what differs from a single server.
public final class RedisCluster implements AutoCloseable {
  private static final int NODES = 3;
  private static final int SLOTS = 16_384;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MS = 50;

  private final List<RedisProcess> nodes;

  private RedisCluster(List<RedisProcess> nodes) {
    this.nodes = nodes;
  }

  /// Starts the nodes and waits until each of them says that the cluster stands. They are the
  /// machine's own Redis where it has one; the run prints which.
  public static RedisCluster start(Path folder) throws IOException {
    return start(folder, Optional.empty());
  }

  /// @param tls what they show; their addresses are for TLS then
  static RedisCluster start(Path folder, Optional<Certificates> tls) throws IOException {
    var kind =
        new RedisProcess.Kind(
            RedisBinary.INSTALLED_FIRST, tls, List.of("--cluster-enabled", "yes"));
    List<RedisProcess> nodes = new ArrayList<>();
    RedisCluster cluster = new RedisCluster(nodes);
    try {
      for (int i = 0; i < NODES; i++) {
        nodes.add(RedisProcess.start(folder.resolve("node-" + i), kind));
      }
      for (int i = 0; i < NODES; i++) {
        int first = i * SLOTS / NODES;
        int last = (i + 1) * SLOTS / NODES - 1;
        ask(nodes.get(i), "CLUSTER ADDSLOTSRANGE " + first + " " + last);
        ask(nodes.get(i), "CLUSTER MEET 127.0.0.1 " + nodes.getFirst().uriPort());
      }
      for (RedisProcess node : nodes) {
        await(node);
      }
      say(nodes.getFirst());
      return cluster;
    } catch (IOException | RuntimeException failed) {
      cluster.close();
      throw failed;
    }
  }

  /// Whatever the loggers are set to: a green run must say what it was green against.
  private static void say(RedisProcess node) throws IOException {
    String info = ask(node, "INFO server");
    System.out.println(
        "redis cluster: three of "
            + info.replaceAll("(?s).*redis_version:(\\S+).*", "Redis $1")
            + info.replaceAll("(?s).*\nexecutable:(\\S+).*", " ($1), ")
            + node.uri().replaceAll("://.*", "://"));
  }

  private static void await(RedisProcess node) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      String info = ask(node, "CLUSTER INFO");
      if (info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES)) {
        return;
      }
      try {
        Thread.sleep(LOOK_AGAIN_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("no cluster within " + LIMIT);
  }

  /// Redis takes commands as plain lines, too; what comes back is read as far as it came at once.
  private static String ask(RedisProcess node, String line) throws IOException {
    try (Socket socket = new Socket(Ports.loopback(), node.port())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[8_192];
      int got = Math.max(0, socket.getInputStream().read(answer));
      String text = new String(answer, 0, got, StandardCharsets.US_ASCII);
      if (text.startsWith("-")) {
        throw new IOException(line + ": " + text);
      }
      return text;
    }
  }

  /// One node; the others are found through it.
  public String uri() {
    return nodes.getFirst().uri();
  }

  @Override
  public void close() {
    nodes.forEach(RedisProcess::close);
  }
}
