package dev.gavel.gateway;

import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineApplication;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.engineio.EngineListener;
import dev.gavel.gateway.engineio.EngineServer;
import dev.gavel.gateway.engineio.EngineSession;
import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.engineio.Owners;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The echo server that the protocols' own test suites ask for: `/engine.io/` echoes messages,
/// `/socket.io/` has the namespaces `/` and `/custom`.
public final class ConformanceServer implements AutoCloseable {
  public final EchoNamespace root = new EchoNamespace(true);
  public final EchoNamespace custom = new EchoNamespace(false);
  public final MeterRegistry meters = new SimpleMeterRegistry();
  public final EngineServer engine;
  public final SocketIoServer socketIo;
  public final OpenDoor door = new OpenDoor();
  private final SocketServer server;

  public ConformanceServer(int port, EngineLimits limits, Cors cors) {
    engine =
        new EngineServer(
            new EngineServer.Place("conformance", Owners.none()),
            door,
            echo(),
            limits,
            cors,
            new SimpleMeterRegistry());
    socketIo =
        new SocketIoServer(
            "conformance", door, Map.of("/", root, "/custom", custom), limits, cors, meters);
    server =
        new SocketServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            Map.of("/engine.io/", engine.webSocket(), "/socket.io/", socketIo.webSocket()),
            HttpRouting.builder()
                .register("/engine.io", engine.polling())
                .register("/socket.io", socketIo.polling()),
            SocketLimits.defaults(),
            meters);
    server.start();
  }

  /// What the suites expect.
  public static EngineLimits profile() {
    return new EngineLimits(
        300, 200, 10_000, 1_000, 1_000_000, 1_000, 1_000, EngineLimits.defaults().pollBuffer());
  }

  /// The same for our own tests, patient enough for a machine that has other things to do.
  public static EngineLimits patient() {
    return new EngineLimits(
        1_000, 3_000, 5_000, 5_000, 1_000_000, 1_000, 1_000, EngineLimits.defaults().pollBuffer());
  }

  public static ConformanceServer start(EngineLimits limits) {
    return new ConformanceServer(0, limits, new Cors(Set.of(), true));
  }

  private static EngineApplication echo() {
    return session -> new Echo(session);
  }

  private record Echo(EngineSession session) implements EngineListener {
    @Override
    public void text(String message) {
      session.send(Outgoing.message(message), Optional.empty());
    }

    @Override
    public void binary(byte[] message) {
      session.send(Outgoing.binary(message), Optional.empty());
    }

    @Override
    public void closed(String cause) {}
  }

  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    engine.close();
    socketIo.close();
    server.close();
  }

  /// The profile's heartbeats leave no time for the first loading of classes.
  private void warmUp() {
    CompletableFuture<String> acked = new CompletableFuture<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            switch (data.length() < 2 ? '-' : data.charAt(0) == '4' ? data.charAt(1) : '-') {
              case '0' -> {
                var _ = socket.sendText("421[\"message-with-ack\",1]", true);
              }
              case '3' -> acked.complete(data.toString());
              default -> {}
            }
            socket.request(1);
            return null;
          }
        };
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI address =
          URI.create("ws://127.0.0.1:" + port() + "/socket.io/?EIO=4&transport=websocket");
      WebSocket socket = client.newWebSocketBuilder().buildAsync(address, listener).join();
      socket.sendText("40", true).join();
      acked.completeOnTimeout("", 1, TimeUnit.SECONDS).join(); // too cold yet: the next is quicker
      socket.abort();
    }
  }

  public static void main(String[] args) {
    ConformanceServer server =
        new ConformanceServer(Integer.parseInt(args[0]), profile(), new Cors(Set.of(), true));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    for (int i = 0; i < 20; i++) {
      server.warmUp();
    }
    System.out.println("ready");
  }
}
