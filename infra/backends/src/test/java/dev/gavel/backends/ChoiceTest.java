package dev.gavel.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ChoiceTest {
  private static final Choice.Part REDIS = Choice.Part.REDIS;

  @Test
  void withoutADaemonItIsEmbeddedAndSaysWhy(@TempDir Path folder) {
    Docker none = new Docker(folder.resolve("none.sock"), false);
    assertThat(Choice.AUTO.embeddedBecause(REDIS, none))
        .hasValueSatisfying(why -> assertThat(why).contains("no Docker daemon"));
    assertThat(Choice.EMBEDDED.embeddedBecause(REDIS, none)).contains("asked for");
  }

  @Test
  void insideAContainerTheDaemonIsNotEvenAsked(@TempDir Path folder) throws IOException {
    try (FakeDaemon _ = new FakeDaemon(folder.resolve("d.sock"), "200", "200")) {
      Docker docker = new Docker(folder.resolve("d.sock"), true);
      assertThat(docker.absentBecause().orElse("")).contains("TESTCONTAINERS_HOST_OVERRIDE");
    }
  }

  @Test
  void forcedContainersWithoutADaemonFailAtOnce(@TempDir Path folder) {
    Docker none = new Docker(folder.resolve("none.sock"), false);
    assertThatThrownBy(() -> Choice.CONTAINERS.embeddedBecause(REDIS, none))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no Docker daemon");
  }

  @Test
  void aDaemonThatHasTheImageIsUsed(@TempDir Path folder) throws IOException {
    try (FakeDaemon _ = new FakeDaemon(folder.resolve("d.sock"), "200", "200")) {
      Docker docker = new Docker(folder.resolve("d.sock"), false);
      assertThat(Choice.AUTO.embeddedBecause(REDIS, docker)).isEmpty();
      assertThat(Choice.CONTAINERS.embeddedBecause(REDIS, docker)).isEmpty();
    }
  }

  @Test
  void anImageThatIsNotHereIsNotPulledUnasked(@TempDir Path folder) throws IOException {
    try (FakeDaemon _ = new FakeDaemon(folder.resolve("d.sock"), "200", "404")) {
      Docker docker = new Docker(folder.resolve("d.sock"), false);
      assertThat(Choice.AUTO.embeddedBecause(REDIS, docker))
          .contains("no image valkey/valkey:8.1 here");
    }
  }

  @Test
  void aDaemonThatDoesNotAnswerCostsSecondsNotMinutes(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("d.sock");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      silent.bind(UnixDomainSocketAddress.of(socket));
      long began = System.nanoTime();
      assertThat(Choice.AUTO.embeddedBecause(REDIS, new Docker(socket, false))).isPresent();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
    }
  }

  /// Answers `/_ping` and questions about images.
  private static final class FakeDaemon implements AutoCloseable {
    private final ServerSocketChannel server;

    FakeDaemon(Path socket, String ping, String image) throws IOException {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> serve(ping, image));
    }

    private void serve(String ping, String image) {
      try {
        while (true) {
          try (SocketChannel channel = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(1_000);
            channel.read(request);
            boolean aboutPing =
                new String(request.array(), StandardCharsets.US_ASCII).contains("_ping");
            String answer = "HTTP/1.0 " + (aboutPing ? ping : image) + " x\r\n\r\n";
            channel.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
          }
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
