package dev.gavel.local.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One client at a time that joins a room over the plain protocol, or reads a page over HTTP.
final class RoomProbe implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final int MESSAGES = 1_000;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final int port;

  RoomProbe(int port) {
    this.port = port;
  }

  /// From the request to join until the snapshot is there, on a connection of its own that stands
  /// already.
  ///
  /// @return milliseconds; absent when the room could not be joined
  OptionalDouble join(String token, String room) throws IOException, InterruptedException {
    Messages messages = new Messages();
    WebSocket socket =
        http.newWebSocketBuilder()
            .header("Cookie", "access_token=" + token)
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), messages)
            .join();
    try {
      messages.next("connected");
      long began = System.nanoTime();
      String join = "{\"event\":\"join\",\"id\":\"1\",\"data\":{\"roomId\":\"" + room + "\"}}";
      socket.sendText(join, true).join();
      String answer = messages.next("ack");
      double ms = (System.nanoTime() - began) / 1e6;
      return answer.contains("\"standing\"") ? OptionalDouble.of(ms) : OptionalDouble.empty();
    } finally {
      socket.abort();
    }
  }

  /// @param text the body
  record Page(double ms, int status, String text) {}

  /// Reads a page as a user.
  Page get(String token, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Cookie", "access_token=" + token)
            .timeout(LIMIT)
            .build();
    long began = System.nanoTime();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Page((System.nanoTime() - began) / 1e6, response.statusCode(), response.body());
  }

  @Override
  public void close() {
    http.close();
  }

  /// Whole text messages, in order.
  private static final class Messages implements WebSocket.Listener {
    private final BlockingQueue<String> texts = new ArrayBlockingQueue<>(MESSAGES);
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      socket.request(1);
      return null;
    }

    /// The next message of this kind; others are passed over.
    String next(String event) throws IOException, InterruptedException {
      long end = System.nanoTime() + LIMIT.toNanos();
      while (true) {
        String text = texts.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (text == null) {
          throw new IOException("no " + event + " within " + LIMIT);
        }
        if (text.startsWith("{\"event\":\"" + event + "\"")) {
          return text;
        }
      }
    }
  }
}
