package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONException;
import org.json.JSONObject;

/// An unmodified Socket.IO client that polls. It comes back by itself and asks for what it missed,
/// as the page does; what it was told is kept in the order in which it was told.
final class PollingViewer implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Socket socket;
  private final String room;
  private final List<Long> sequences = new ArrayList<>();
  private final AtomicInteger joined = new AtomicInteger();
  private long known = -1;
  private boolean recovered = true;

  /// @param cookie who it is: a session at least
  PollingViewer(int port, String cookie, String room) {
    IO.Options options =
        IO.Options.builder()
            .setTransports(new String[] {"polling"})
            .setForceNew(true)
            .setReconnectionDelay(100)
            .setReconnectionDelayMax(500)
            .setExtraHeaders(Map.of("Cookie", List.of(cookie)))
            .build();
    this.room = room;
    this.socket = IO.socket(URI.create("http://127.0.0.1:" + port), options);
    socket.on(Socket.EVENT_CONNECT, _ -> join());
    socket.on("bid", args -> told(tree(args[1])));
    socket.connect();
  }

  private static JsonNode tree(Object argument) {
    try {
      return JSON.readTree(String.valueOf(argument));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void join() {
    try {
      JSONObject body = new JSONObject().put("roomId", room);
      if (known >= 0) {
        body.put("after", known);
      }
      socket.emit("join", new Object[] {body}, (Ack) args -> seated(tree(args[0])));
    } catch (JSONException e) {
      throw new IllegalStateException(e);
    }
  }

  private synchronized void seated(JsonNode snapshot) {
    if (known < 0) {
      known = snapshot.path("sequence").asLong();
    } else {
      recovered &= snapshot.path("recovered").asBoolean();
      snapshot.path("missed").forEach(missed -> caughtUp(missed.path("update")));
    }
    joined.incrementAndGet();
  }

  /// Of two questions for one gap the second answer says nothing new.
  private void caughtUp(JsonNode update) {
    if (update.path("sequence").asLong() > known) {
      told(update);
    }
  }

  /// An answer to a poll that dies with the gateway that passed it on is lost, and the HTTP client
  /// asks again on its own: the next number shows the gap, which is asked for.
  private synchronized void told(JsonNode update) {
    long sequence = update.path("sequence").asLong();
    if (known >= 0 && sequence > known + 1) {
      join();
      return;
    }
    known = sequence;
    sequences.add(sequence);
  }

  /// How often it has sat down.
  int joined() {
    return joined.get();
  }

  /// Every number it was told, in order.
  synchronized List<Long> sequences() {
    return List.copyOf(sequences);
  }

  /// Whether every return gave it exactly what it had missed.
  synchronized boolean recovered() {
    return recovered;
  }

  @Override
  public void close() {
    socket.close();
  }
}
