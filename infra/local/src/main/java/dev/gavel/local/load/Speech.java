package dev.gavel.local.load;

/// One of the two protocols on a WebSocket.
sealed interface Speech permits SocketIoSpeech, PlainSpeech {
  /// Path and query of the handshake.
  String path();

  /// A request as one text message.
  ///
  /// @param number of the request, as digits
  /// @param body a JSON object
  String request(String event, String number, String body);

  /// Reads one text message.
  void read(Span message, Ears ears);
}
