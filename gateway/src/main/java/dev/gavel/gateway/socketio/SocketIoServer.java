package dev.gavel.gateway.socketio;

import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.websocket.Admission;
import dev.gavel.gateway.websocket.WebSocketEndpoint;
import io.helidon.webserver.http.HttpService;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/// A Socket.IO server: one path with polling and WebSocket.
public final class SocketIoServer implements AutoCloseable {

  /// @param gatewayName first part of every engine sid; letters, digits and `-`
  /// @param door asked at every handshake
  /// @param namespaces who hears which namespace (`/` is the default one); others are unknown
  /// @param limits heartbeats and sizes
  /// @param cors which pages may poll from elsewhere
  /// @param meters where sessions and packets are counted
  @SuppressWarnings("unused") // API first
  public SocketIoServer(
      String gatewayName,
      Door door,
      Map<String, PeerEvents> namespaces,
      EngineLimits limits,
      Cors cors,
      MeterRegistry meters) {}

  /// For [dev.gavel.gateway.websocket.SocketServer]'s endpoints, at `/socket.io/`.
  public WebSocketEndpoint webSocket() {
    return _ -> new Admission.Refused(503, "BEING_BUILT", "not yet");
  }

  /// Polling, to be registered at `/socket.io`.
  public HttpService polling() {
    return _ -> {};
  }

  /// Closes every session's transport, so that clients come back by themselves, evenly spread over
  /// `spreadMs`. Returns when it is done.
  public void drain(@SuppressWarnings("unused") long spreadMs) {}

  @Override
  public void close() {}
}
