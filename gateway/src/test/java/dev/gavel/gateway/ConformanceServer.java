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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;

/// The echo server that the protocols' own test suites ask for: `/engine.io/` echoes messages,
/// `/socket.io/` has the namespaces `/` and `/custom`.
public final class ConformanceServer implements AutoCloseable {
  private static final int WARM_UPS = 40;

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
            SocketLimits.defaults().withMessageBytes(limits.maxPayloadBytes()),
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

  /// The profile's heartbeats leave no time for the first loading of classes, and one case of the
  /// suites counts on it that a probe is answered before another connection is accepted and closed.
  private void warmUp() {
    try (WireClient engineIo = new WireClient(port(), "/engine.io/");
        WireClient socketIo = new WireClient(port(), "/socket.io/")) {
      for (int i = 0; i < WARM_UPS; i++) {
        try {
          upgrades(engineIo);
          acknowledges(socketIo);
        } catch (AssertionError | CompletionException _) {
          // too cold yet: the next is quicker
        }
      }
    }
  }

  private static void upgrades(WireClient client) {
    String sid = client.open();
    client.post(sid, "4warm");
    client.poll(sid);
    try (WireClient.Line line = client.upgrade(sid)) {
      line.send("2probe").next();
      line.send("5").send("4warm").next();
      try (WireClient.Line second = client.upgrade(sid)) {
        second.untilEnd();
      }
    }
  }

  private static void acknowledges(WireClient client) {
    try (WireClient.Line line = client.direct()) {
      line.connect("40").send("421[\"message-with-ack\",1]").next();
    }
  }

  public static void main(String[] args) {
    ConformanceServer server =
        new ConformanceServer(Integer.parseInt(args[0]), profile(), new Cors(Set.of(), true));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    server.warmUp();
    System.out.println("ready");
  }
}
