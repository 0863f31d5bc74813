package dev.gavel.local.load;

/// One of the two protocols on a WebSocket.
sealed interface Speech permits SocketIoSpeech, PlainSpeech {
  /// Path and query of the handshake.
  String path();

  /// A request as one text message.
  ///
  /// @param body a JSON object
  byte[] request(String event, long id, String body);

  /// Reads one text message.
  void read(Span message, Ears ears);
}
