package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// npm's `socket.io-client` in Node, unmodified, behind a relay of its own that can be cut.
final class NodeSocket implements AutoCloseable {
  private static final String CLIENT = "socket.io-client@4.8.1";
  private static final Path FOLDER = Path.of("target/recovery-client");
  private static final Path SCRIPT = Path.of("src/test/resources/recovery/client.mjs");
  private static final long LIMIT_S = 30;

  private final Process process;
  private final BufferedWriter in;
  private final List<JsonNode> lines = new CopyOnWriteArrayList<>();

  private NodeSocket(Process process) {
    this.process = process;
    this.in = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8)));
  }

  static NodeSocket start(String room, String cookie, String transports)
      throws IOException, InterruptedException {
    Npm.installed(FOLDER, CLIENT, "socket.io-client/package.json");
    Files.copy(SCRIPT, FOLDER.resolve("client.mjs"), StandardCopyOption.REPLACE_EXISTING);
    return new NodeSocket(
        new ProcessBuilder("node", "client.mjs", room, cookie, transports)
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  private void read(BufferedReader out) {
    JsonMapper json = new JsonMapper();
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(json.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void say(String command) throws IOException {
    in.write(command + "\n");
    in.flush();
  }

  /// What one of its sockets did, in order.
  List<JsonNode> did(String who, String what) {
    return lines.stream()
        .filter(line -> line.path("who").asText().equals(who))
        .filter(line -> line.path("did").asText().equals(what))
        .toList();
  }

  /// Waits until a socket did something for the `count`th time; that time.
  JsonNode await(String who, String what, int count) {
    Awaitility.await("%s: %s number %d, but %s".formatted(who, what, count, new ArrayList<>(lines)))
        .atMost(LIMIT_S, TimeUnit.SECONDS)
        .until(() -> did(who, what).size() >= count);
    return did(who, what).get(count - 1);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
