package dev.gavel.gateway.websocket;

import java.util.List;

/// What an endpoint answers to a handshake.
public sealed interface Admission {

  /// 101. The listener belongs to this connection alone.
  ///
  /// @param listener told everything that happens on the connection
  /// @param setCookies complete Set-Cookie values for the 101
  record Accepted(WebSocketListener listener, List<String> setCookies) implements Admission {}

  /// No upgrade: the status with a JSON body `{"code":..,"message":..}`; the TCP connection is
  /// closed.
  record Refused(int status, String code, String message) implements Admission {}
}
