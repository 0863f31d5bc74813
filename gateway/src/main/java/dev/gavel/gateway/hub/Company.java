package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.presence.People;

/// Who else wants to know who is here: presence, and the sessions' timers. Returns at once.
public interface Company {
  void opened(Peer peer);

  void sat(String room, Peer peer);

  /// Who is in the room, whoever just sat down too.
  People people(String room);

  void rose(String room, Peer peer);

  void gone(Peer peer);
}
