package dev.gavel.backends;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks the Docker daemon two short questions on its socket. Testcontainers is only touched when
/// the answers are good: without a daemon, or inside a container, it waits for minutes.
final class Docker {
  private static final Path SOCKET = Path.of("/var/run/docker.sock");

  /// Where a process sees that it is itself in a container.
  private static final Path IN_CONTAINER = Path.of("/.dockerenv");

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Path socket;
  private final boolean hostUnknown;

  /// @param hostUnknown this is a container, and nobody said where its containers' ports appear
  Docker(Path socket, boolean hostUnknown) {
    this.socket = socket;
    this.hostUnknown = hostUnknown;
  }

  static Docker here() {
    return new Docker(
        SOCKET,
        Files.exists(IN_CONTAINER) && System.getenv("TESTCONTAINERS_HOST_OVERRIDE") == null);
  }

  /// Why containers cannot be used; empty when they can.
  Optional<String> absentBecause() {
    if (!Files.exists(socket)) {
      return Optional.of("there is no Docker daemon (" + socket + ")");
    }
    // In there Testcontainers runs a container to find its host, and hangs without its image.
    if (hostUnknown) {
      return Optional.of("this is a container and TESTCONTAINERS_HOST_OVERRIDE is not set");
    }
    return status("/_ping") == 200
        ? Optional.empty()
        : Optional.of("the Docker daemon does not answer");
  }

  /// Whether the image is here already.
  boolean has(String image) {
    return status("/images/" + image + "/json") == 200;
  }

  /// The status of a GET; 0 when there is none within [#LIMIT].
  private int status(String path) {
    CompletableFuture<Integer> answer = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> answer.completeAsync(() -> ask(path), Runnable::run));
    try {
      return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    }
  }

  private int ask(String path) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request = "GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer head = ByteBuffer.allocate("HTTP/1.1 200".length());
      while (head.hasRemaining() && channel.read(head) >= 0) {
        // The status line may come in pieces.
      }
      String line = new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII);
      return line.matches("HTTP/1\\.[01] [0-9]{3}") ? Integer.parseInt(line.substring(9)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
