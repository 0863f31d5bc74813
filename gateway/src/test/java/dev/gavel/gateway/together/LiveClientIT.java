package dev.gavel.gateway.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The page's client module, in Node, against live gateways: greeting, updates, a gateway that
/// stops, one that logs it out.
@ExtendWith(BackendsExtension.class)
class LiveClientIT {
  private static final String CLIENT = "gavel-client.js";
  private static final String SCRIPT = "gavel-client.live.js";
  private static final long PATIENCE_S = 20;

  private final String redisUri;

  LiveClientIT(Backends backends) {
    this.redisUri = backends.redisUri();
  }

  @Test
  void thePagesClientLivesThroughAGatewaysEndAndObeysALogout(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(hasWebSockets(), "there is no Node with WebSockets here: the client did not run");
    String run = UUID.randomUUID().toString().substring(0, 8);
    String room = "room-" + run;
    String token = SmallGateway.token("u1", Duration.ofMinutes(10));
    try (SmallGateway one = new SmallGateway("one-" + run, redisUri);
        SmallGateway two = new SmallGateway("two-" + run, redisUri);
        Node node =
            Node.start(folder, room, SmallGateway.cookies(token, run), one.port(), two.port())) {
      node.await(line -> line.path("user").asText().equals("u1"));
      node.await(line -> line.path("state").asText().equals("connected"));
      node.say("say 안녕하세요");
      JsonNode update = node.await(line -> line.path("event").asText().equals("update"));
      assertThat(update.path("text").asText()).isEqualTo("안녕하세요");

      one.plain.drain(0);
      node.await(line -> line.path("state").asText().equals("waiting"));
      node.await(line -> line.path("state").asText().equals("connected"));
      node.say("say again");
      node.await(line -> line.path("text").asText().equals("again"));

      one.sessions.logout(
          new dev.gavel.gateway.peer.Identity.Known(
              "u1", "bidder", run, System.currentTimeMillis() + 600_000),
          Requests.with(token, run));
      JsonNode refused = node.await(line -> line.path("state").asText().equals("refused"));
      assertThat(refused.path("code").asText()).isEqualTo("TOKEN_REVOKED");
    }
  }

  private static boolean hasWebSockets() throws InterruptedException {
    try {
      Process node =
          new ProcessBuilder("node", "--experimental-websocket", "-e", "new WebSocket('ws://0:1')")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return node.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Node(Process process, BlockingQueue<JsonNode> lines, BufferedWriter in)
      implements AutoCloseable {
    static Node start(Path folder, String room, String cookies, int first, int second)
        throws IOException {
      Files.createDirectories(folder.resolve("page"));
      Files.copy(
          Path.of("src/main/resources/page", CLIENT), folder.resolve("page").resolve(CLIENT));
      Files.copy(Path.of("src/test/js", SCRIPT), folder.resolve(SCRIPT));
      Files.writeString(folder.resolve("package.json"), "{\"type\":\"module\"}");
      Process process =
          new ProcessBuilder(
                  List.of(
                      "node",
                      "--experimental-websocket",
                      SCRIPT,
                      room,
                      cookies,
                      Integer.toString(first),
                      Integer.toString(second)))
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BlockingQueue<JsonNode> lines = new LinkedBlockingQueue<>();
      Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8), lines));
      return new Node(process, lines, process.outputWriter(StandardCharsets.UTF_8));
    }

    private static void read(BufferedReader out, BlockingQueue<JsonNode> lines) {
      JsonMapper json = new JsonMapper();
      try (out) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          System.err.println("NODE " + line);
          lines.add(json.readTree(line));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /// The next line that fits; others before it are dropped.
    JsonNode await(Predicate<JsonNode> fits) throws InterruptedException {
      List<JsonNode> others = new ArrayList<>();
      while (true) {
        JsonNode line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (line == null) {
          throw new AssertionError("nothing that fits in " + PATIENCE_S + " s, but " + others);
        }
        others.add(line);
        if (fits.test(line)) {
          return line;
        }
      }
    }

    void say(String line) throws IOException {
      in.write(line + "\n");
      in.flush();
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
