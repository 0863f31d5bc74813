package dev.gavel.gateway;

import dev.gavel.gateway.hub.Company;
import dev.gavel.gateway.peer.Peer;

/// Nobody else wants to know.
final class Alone implements Company {
  @Override
  public void opened(Peer peer) {}

  @Override
  public void sat(String room, Peer peer) {}

  @Override
  public void rose(String room, Peer peer) {}

  @Override
  public void gone(Peer peer) {}
}
