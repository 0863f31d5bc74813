package dev.gavel.gateway;

import dev.gavel.gateway.api.Api;
import dev.gavel.gateway.api.BodyLimits;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.engineio.EngineServer;
import dev.gavel.gateway.engineio.Owners;
import dev.gavel.gateway.page.PageFiles;
import dev.gavel.gateway.page.SecurityHeaders;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.plain.PlainEndpoint;
import dev.gavel.gateway.plain.PlainLimits;
import dev.gavel.gateway.recovery.Recovery;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.websocket.RequestLimits;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The public port, and the protocols on it.
record Doors(SocketIoServer socketIo, PlainEndpoint plain, SocketServer sockets)
    implements AutoCloseable {

  /// What the doors lead to.
  ///
  /// @param recovery what lets broken connections go on; absent when it is off
  record Inside(PeerEvents events, Optional<Recovery> recovery, Api api) {}

  static Doors of(Settings settings, Owners owners, Entry entry, Inside inside) {
    PeerEvents events = inside.events();
    Door door = entry.door();
    MeterRegistry meters = entry.meters();
    SocketIoServer socketIo =
        new SocketIoServer(
            new EngineServer.Place(settings.name(), owners),
            door,
            Map.of("/", events),
            EngineLimits.defaults().withSessions(settings.limits().maxSockets()),
            new Cors(settings.web().origins(), false),
            inside.recovery(),
            meters);
    PlainEndpoint plain = new PlainEndpoint(door, events, PlainLimits.defaults(), meters);
    Settings.Listen listen = settings.listen();
    SocketServer sockets =
        new SocketServer(
            new InetSocketAddress(listen.address(), listen.port()),
            Map.of("/socket.io/", socketIo.webSocket(), "/ws", plain),
            http(settings, socketIo, inside.api()),
            socketLimits(settings.limits().maxSockets()),
            listen.sending(),
            meters);
    return new Doors(socketIo, plain, sockets);
  }

  /// @param connections of all kinds together (`gateway.limits.sockets`)
  static SocketLimits socketLimits(int connections) {
    RequestLimits usual = RequestLimits.defaults();
    return SocketLimits.defaults()
        .withConnections(connections)
        .with(
            new RequestLimits(
                usual.maxLineBytes(), usual.maxHeadBytes(), usual.maxFields(), Doors::bodyBytes));
  }

  /// What a body may have, by its path.
  static long bodyBytes(String method, String path) {
    if (path.startsWith("/socket.io")) {
      return EngineLimits.defaults().maxPayloadBytes();
    }
    return path.startsWith("/api/") ? BodyLimits.maxBytes(path) : RequestLimits.UNROUTED_BODY_BYTES;
  }

  /// What is no upgrade: REST, polling, the page. Whatever else is to be served is registered here.
  private static HttpRouting.Builder http(Settings settings, SocketIoServer socketIo, Api api) {
    HttpRouting.Builder http = HttpRouting.builder();
    http.addFilter(new SecurityHeaders(settings.web().secureCookies()));
    http.register("/socket.io", socketIo.polling());
    api.addTo(http);
    http.register("/", new PageFiles());
    return http;
  }

  /// Sends every client elsewhere, in random order over `spreadMs`.
  void sendAway(int spreadMs) throws InterruptedException {
    Thread polled = Thread.ofVirtual().start(() -> socketIo.drain(spreadMs));
    plain.drain(spreadMs);
    polled.join(Duration.ofMillis(spreadMs + 1_000L));
  }

  /// The port first: whoever came through it has left when the rest is closed.
  @Override
  public void close() {
    sockets.close();
    socketIo.close();
    plain.close();
  }
}
