package dev.gavel.gateway;

import dev.gavel.gateway.hub.Company;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.presence.People;
import dev.gavel.gateway.presence.Presence;
import dev.gavel.gateway.presence.Spectators;
import dev.gavel.gateway.sessions.Sessions;

/// Tells sessions and presence who comes and goes.
record Guests(Sessions sessions, Presence presence) implements Company {
  @Override
  public void opened(Peer peer) {
    sessions.opened(peer);
  }

  @Override
  public void sat(String room, Peer peer) {
    presence.sat(room, who(peer), peer.connectionId());
  }

  @Override
  public People people(String room) {
    return presence.people(room);
  }

  @Override
  public void rose(String room, Peer peer) {
    presence.rose(room, who(peer), peer.connectionId());
  }

  @Override
  public void gone(Peer peer) {
    sessions.gone(peer);
  }

  private static String who(Peer peer) {
    return switch (peer.identity()) {
      case Identity.Known known -> known.userId();
      case Identity.Spectator spectator -> Spectators.of(spectator.sessionId());
      case Identity.Refused refused -> Spectators.of(refused.sessionId());
    };
  }
}
