package dev.gavel.gateway.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A peer without a wire that remembers what it was told.
final class SeenPeer implements Peer {
  final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final Identity identity;
  private final Handshake handshake;

  SeenPeer(Identity identity, String token) {
    this.identity = identity;
    this.handshake = came(token, System.currentTimeMillis());
  }

  static Handshake came(String token, long atMs) {
    return new Handshake(
        "/ws", Map.of(), Map.of(), Map.of("access_token", List.of(token)), "127.0.0.1", atMs);
  }

  static SeenPeer known(String user, String session, String token, long leftMs) {
    return new SeenPeer(
        new Identity.Known(user, "bidder", session, System.currentTimeMillis() + leftMs), token);
  }

  @Override
  public String id() {
    return "peer";
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public boolean emit(String event, List<JsonNode> arguments) {
    return told.add(event);
  }

  @Override
  public boolean send(Broadcast broadcast) {
    return told.add(broadcast.event());
  }

  @Override
  public boolean send(BroadcastBatch batch) {
    return batch.parts().stream().allMatch(this::send);
  }

  @Override
  public void closeTransport(String reason) {
    told.add("closed " + reason);
  }

  @Override
  public void disconnect(String reason) {
    told.add("disconnected " + reason);
  }
}
