package dev.gavel.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gavel.gateway.ConformanceServer;
import dev.gavel.gateway.peer.Identity;
import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Java client library as our users have it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaClientIT {
  private static final int PATIENCE_S = 15;

  private final ConformanceServer server = ConformanceServer.start(ConformanceServer.patient());
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

  @AfterEach
  void hangUp() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      socket.disconnect();
    }
    await().until(() -> server.root.peers.isEmpty() && server.custom.peers.isEmpty());
    heard.clear();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Socket socket(String namespace, String transports, String... cookie) {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    options.transports = transports.split(",", -1);
    options.reconnectionDelay = 100;
    options.auth = Map.of("token", "123");
    if (cookie.length > 0) {
      options.extraHeaders = Map.of("Cookie", List.of(cookie));
    }
    Socket socket = IO.socket(URI.create("http://127.0.0.1:" + server.port() + namespace), options);
    sockets.add(socket);
    socket.on(Socket.EVENT_CONNECT, _ -> heard.add("connect"));
    socket.on(Socket.EVENT_DISCONNECT, arguments -> heard.add("disconnect " + arguments[0]));
    socket.on(Socket.EVENT_CONNECT_ERROR, arguments -> heard.add("refused " + arguments[0]));
    for (String event : List.of("auth", "message-back", "told", "answered")) {
      socket.on(event, arguments -> heard.add(event + " " + words(arguments)));
    }
    return socket;
  }

  private static String words(Object... arguments) {
    return Arrays.stream(arguments)
        .map(one -> one instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(one))
        .toList()
        .toString();
  }

  private String next() {
    try {
      String next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
      assertThat(next).as("something within %d s", PATIENCE_S).isNotNull();
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket", "polling,websocket", "websocket,polling"})
  void speaksBothWays(String transports) {
    Socket socket = socket("", transports).connect();
    assertThat(next()).isEqualTo("connect");
    assertThat(next()).isEqualTo("auth [{\"token\":\"123\"}]");

    byte[] bytes = {1, 2, 3};
    socket.emit("message", "한글", 1, bytes);
    assertThat(next()).isEqualTo("message-back [한글, 1, [1, 2, 3]]");
    socket.emit(
        "message-with-ack",
        new Object[] {"x", bytes},
        (Ack) arguments -> heard.add("ack " + words(arguments)));
    assertThat(next()).isEqualTo("ack [x, [1, 2, 3]]");
    socket.emit("broadcast", 7);
    assertThat(next()).isEqualTo("told [7]");
    socket.on(
        "question", arguments -> ((Ack) arguments[arguments.length - 1]).call("yes", arguments[0]));
    socket.emit("ask", "why");
    assertThat(next()).isEqualTo("answered [yes, why]");
  }

  @Test
  void bigBinaryOverPollingComesWhole() {
    Socket socket = socket("", "polling").connect();
    next();
    next();
    byte[] bytes = new byte[300]; // its base64 is broken into lines by the client
    Arrays.fill(bytes, (byte) 0xFE);
    socket.emit("message", bytes);
    assertThat(next()).isEqualTo("message-back [" + Arrays.toString(bytes) + "]");
  }

  @Test
  void upgradesAndStays() {
    Socket socket = socket("", "polling,websocket");
    socket
        .io()
        .on(
            Manager.EVENT_TRANSPORT,
            arguments -> heard.add("transport " + ((Transport) arguments[0]).name));
    socket.connect();
    await()
        .until(() ->
            server.meters.get("gavel_connections").tag("transport", "websocket").gauge().value()
                == 1);
    assertThat(heard).contains("transport polling");
    heard.clear();
    for (int i = 0; i < 50; i++) {
      socket.emit("message", i);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(next()).isEqualTo("message-back [" + i + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket"})
  void comesBackByItself(String transports) {
    Socket socket = socket("", transports).connect();
    assertThat(next()).isEqualTo("connect");
    assertThat(next()).startsWith("auth");
    socket.emit("restart");
    assertThat(next()).startsWith("disconnect transport");
    assertThat(next()).isEqualTo("connect");
  }

  @Test
  void staysAwayWhenKicked() {
    Socket socket = socket("", "websocket").connect();
    next();
    next();
    socket.emit("kick");
    assertThat(next()).isEqualTo("disconnect io server disconnect");
    assertThat(server.root.ends).contains("kicked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"polling", "websocket"})
  void isToldWhyItIsRefused(String transports) throws JSONException {
    socket("", transports, "user=refused").connect();
    String refused = next();
    assertThat(refused).startsWith("refused {");
    JSONObject reason = new JSONObject(refused.substring("refused ".length()));
    assertThat(reason.getString("message")).isEqualTo("권한 없음.");
    assertThat(reason.getJSONObject("data").getString("code")).isEqualTo("TOKEN_EXPIRED");
  }

  @Test
  void unknownNamespacesAreRefused() {
    socket("/nowhere", "websocket").connect();
    assertThat(next()).isEqualTo("refused {\"message\":\"Invalid namespace\"}");
  }

  @Test
  void cookiesSayWhoItIs() {
    socket("/custom", "polling,websocket", "user=kim; session_id=s7").connect();
    assertThat(next()).isEqualTo("connect");
    await().until(() -> !server.custom.peers.isEmpty());
    assertThat(server.custom.peers.values())
        .allSatisfy(peer ->
            assertThat(peer.identity())
                .isInstanceOfSatisfying(
                    Identity.Known.class,
                    known -> {
                      assertThat(known.userId()).isEqualTo("kim");
                      assertThat(known.sessionId()).isEqualTo("s7");
                    }));
  }
}
