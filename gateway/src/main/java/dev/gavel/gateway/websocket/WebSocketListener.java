package dev.gavel.gateway.websocket;

/// Hears one connection. All calls come from the connection's own thread, in the order of the wire:
/// first `opened`, then messages, last `gone`. `opened` and `gone` come exactly once each, whatever
/// ends the connection. A slow listener delays its own connection only.
public interface WebSocketListener {

  /// The 101 has been written; the connection can send from now on, from any thread.
  void opened(WebSocketConnection connection);

  /// A whole text message: valid UTF-8, at most [SocketLimits#maxMessageBytes()] long.
  void text(String message);

  /// A whole binary message. The array is the listener's to keep.
  void binary(byte[] message);

  /// The end. `cause` is one of a bounded set of words, fit for a metric's label: `client close`,
  /// `server close`, `connection lost`, `protocol violation`, `too big`, `slow`, `idle`, `timeout`,
  /// `flood`, `stopped`, or what was given to [WebSocketConnection#hardClose(String)].
  void gone(String cause);
}
