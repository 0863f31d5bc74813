package dev.gavel.gateway;

import dev.gavel.gateway.hub.Company;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.sessions.Sessions;

/// Tells the sessions who comes and goes.
record Guests(Sessions sessions) implements Company {
  @Override
  public void opened(Peer peer) {
    sessions.opened(peer);
  }

  @Override
  public void sat(String room, Peer peer) {}

  @Override
  public void rose(String room, Peer peer) {}

  @Override
  public void gone(Peer peer) {
    sessions.gone(peer);
  }
}
