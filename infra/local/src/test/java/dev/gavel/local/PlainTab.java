package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A tab that speaks the plain protocol, and keeps every frame that it was sent.
final class PlainTab implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long LIMIT_S = 30;

  private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final StringBuilder text = new StringBuilder();
  private final boolean keeps;
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();

  private PlainTab(boolean keeps) {
    this.keeps = keeps;
  }

  /// Opens a tab that keeps what it hears.
  static PlainTab open(HttpClient http, int port, String cookie) throws Exception {
    return start(http, port, cookie, true).get(LIMIT_S, TimeUnit.SECONDS);
  }

  /// @param keeps whether frames are kept; a crowd keeps none
  static CompletableFuture<PlainTab> start(
      HttpClient http, int port, String cookie, boolean keeps) {
    PlainTab tab = new PlainTab(keeps);
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!cookie.isEmpty()) {
      builder.header("Cookie", cookie);
    }
    return builder
        .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), tab)
        .thenApply(_ -> tab);
  }

  @Override
  public void onOpen(WebSocket from) {
    socket.complete(from);
    from.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      take(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return CompletableFuture.completedStage(null);
  }

  private void take(String frame) {
    try {
      JsonNode json = JSON.readTree(frame);
      if (keeps) {
        frames.add(json);
      }
      CompletableFuture<JsonNode> waiting = asked.remove(json.path("id").asText());
      if (waiting != null) {
        waiting.complete(json.path("data"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  static ObjectNode room(String id) {
    return JsonNodeFactory.instance.objectNode().put("roomId", id);
  }

  /// Sends a request; its acknowledgement's data.
  CompletableFuture<JsonNode> begin(String event, ObjectNode data) {
    String id = "q" + ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("event", event).put("id", id);
    frame.set("data", data);
    var _ = socket.join().sendText(frame.toString(), true);
    return answer;
  }

  JsonNode ask(String event, ObjectNode data) throws Exception {
    return begin(event, data).get(LIMIT_S, TimeUnit.SECONDS);
  }

  /// Sends an event that wants no answer.
  void tell(String event, ObjectNode data) {
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("event", event);
    frame.set("data", data);
    var _ = socket.join().sendText(frame.toString(), true);
  }

  /// Everything that was sent so far.
  List<JsonNode> frames() {
    return List.copyOf(frames);
  }

  /// The data of the events of this name.
  List<JsonNode> heard(String event) {
    return frames.stream()
        .filter(frame -> frame.path("event").asText().equals(event))
        .map(frame -> frame.path("data"))
        .toList();
  }

  /// Completes when it ends.
  CompletableFuture<String> ended() {
    return closed;
  }

  /// How it ended: `code reason`, or `broken`.
  String end() throws Exception {
    return closed.get(LIMIT_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.join().abort();
  }
}
