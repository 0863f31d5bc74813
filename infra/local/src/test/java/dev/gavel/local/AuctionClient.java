package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;

/// A person at a browser: logs in over HTTP, then sits in a room with an unmodified Socket.IO
/// client over WebSocket.
final class AuctionClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LIMIT_S = 20;

  /// A fact about the room, as it was told.
  ///
  /// @param text what the original's page would show; empty for other events than `bid`
  record Told(String event, String text, JsonNode update) {
    long sequence() {
      return update.path("sequence").asLong();
    }
  }

  private final Socket socket;
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final List<JsonNode> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger drops = new AtomicInteger();

  private AuctionClient(Socket socket) {
    this.socket = socket;
  }

  /// Logs in; the value of the `Cookie` header from then on.
  static String login(int port, String email, String password) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/session".formatted(port)))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.createObjectNode()
                        .put("email", email)
                        .put("password", password)
                        .toString()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      return response.headers().allValues("Set-Cookie").stream()
          .filter(cookie -> cookie.startsWith("access_token="))
          .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
          .findFirst()
          .orElseThrow(() -> new IOException(response.statusCode() + " " + response.body()));
    }
  }

  /// Connects and waits until the gateway has let it in.
  static AuctionClient connect(int port, String cookie, String item) throws Exception {
    IO.Options options =
        IO.Options.builder()
            .setTransports(new String[] {"websocket"})
            .setForceNew(true)
            .setQuery("id=" + item)
            .setExtraHeaders(Map.of("Cookie", List.of(cookie)))
            .build();
    Socket socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
    AuctionClient client = new AuctionClient(socket);
    CompletableFuture<Void> in = new CompletableFuture<>();
    socket.on(Socket.EVENT_CONNECT, _ -> in.complete(null));
    socket.on(
        Socket.EVENT_CONNECT_ERROR,
        why -> in.completeExceptionally(new IOException(String.valueOf(why[0]))));
    client.listen();
    socket.connect();
    in.get(LIMIT_S, TimeUnit.SECONDS);
    return client;
  }

  /// How often its connection ended.
  int drops() {
    return drops.get();
  }

  private void listen() {
    socket.on(Socket.EVENT_DISCONNECT, _ -> drops.incrementAndGet());
    socket.on("bid", args -> told.add(new Told("bid", String.valueOf(args[0]), tree(args[1]))));
    for (String event : List.of("room:extended", "room:paused", "room:closed", "room:voided")) {
      socket.on(event, args -> told.add(new Told(event, "", tree(args[args.length - 1]))));
    }
    socket.on("bid:answer", args -> answers.add(tree(args[0])));
  }

  private static JsonNode tree(Object argument) {
    try {
      return JSON.readTree(String.valueOf(argument));
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON: " + argument, e);
    }
  }

  /// Emits and waits for the acknowledgement.
  private CompletableFuture<JsonNode> ask(String event, JSONObject body) {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    socket.emit(event, new Object[] {body}, (Ack) args -> answer.complete(tree(args[0])));
    return answer;
  }

  /// Sits down in a room; the snapshot.
  JsonNode join(String room) throws Exception {
    return ask("join", new JSONObject(Map.of("roomId", room))).get(LIMIT_S, TimeUnit.SECONDS);
  }

  /// Bids exactly `price`; the acknowledgement, which may be `pending`.
  JsonNode bid(String room, long price, String id) throws Exception {
    return ask("bid", new JSONObject(Map.of("roomId", room, "price", price, "id", id)))
        .get(LIMIT_S, TimeUnit.SECONDS);
  }

  /// What the room was told so far, in the order of arrival.
  List<Told> told() {
    return List.copyOf(told);
  }

  /// Answers that came after their acknowledgement.
  List<JsonNode> lateAnswers() {
    return List.copyOf(answers);
  }

  @Override
  public void close() {
    socket.close();
  }
}
