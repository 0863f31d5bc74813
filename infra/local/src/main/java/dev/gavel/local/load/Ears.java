package dev.gavel.local.load;

/// What a connection is told, without the words of its protocol.
interface Ears {
  /// The other side let us in: requests may follow.
  void connected();

  /// The protocol wants this said, such as a heartbeat's answer.
  void say(byte[] text);

  /// The answer to a request.
  void answer(long id, Span body);

  /// A fact about the room, numbered.
  void fact(Span body);

  /// The answer to a bid that came by itself.
  void lateAnswer(Span body);

  /// Something else: presence, messages.
  void other();

  /// The other side turned us away.
  void refused(String why);
}
