package dev.gavel.gateway.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// A client of the plain protocol by the JDK's own WebSocket, for tests.
public final class PlainClient implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long PATIENCE_S = 10;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  /// Opens `/ws` of a port on loopback.
  ///
  /// @param headers names and values in turn
  public PlainClient(int port, String... headers) {
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    URI uri = URI.create("ws://127.0.0.1:" + port + "/ws");
    this.socket = await(builder.buildAsync(uri, this));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      try {
        frames.add(JSON.readTree(text.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code + " " + reason);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete("broken");
  }

  /// Sends any text at all.
  public void raw(String frame) {
    await(socket.sendText(frame, true));
  }

  public void binary(byte[] bytes) {
    await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
  }

  /// Sends an event that wants no answer.
  public void tell(String event, ObjectNode data) {
    raw(frame(event).set("data", data).toString());
  }

  /// Sends a request and answers its ack's data; other frames that come before it are dropped.
  public JsonNode ask(String event, ObjectNode data) {
    String id = "q" + asked.incrementAndGet();
    raw(frame(event).put("id", id).set("data", data).toString());
    while (true) {
      JsonNode frame = next();
      if (frame.path("event").asText().equals("ack") && frame.path("id").asText().equals(id)) {
        return frame.path("data");
      }
    }
  }

  private static ObjectNode frame(String event) {
    return JsonNodeFactory.instance.objectNode().put("event", event);
  }

  /// The next frame.
  public JsonNode next() {
    try {
      JsonNode frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing came for " + PATIENCE_S + " s; closed: " + closed);
      }
      return frame;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// The data of the next frame of this event; others before it are dropped.
  public JsonNode next(String event) {
    while (true) {
      JsonNode frame = next();
      if (frame.path("event").asText().equals(event)) {
        return frame.path("data");
      }
    }
  }

  /// Frames that came and were not asked for yet.
  public int waiting() {
    return frames.size();
  }

  /// How it ended: `code reason`, or `broken`.
  public String end() {
    return await(closed);
  }

  public boolean open() {
    return !closed.isDone();
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
