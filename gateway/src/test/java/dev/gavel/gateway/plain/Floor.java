package dev.gavel.gateway.plain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An auction of nothing: remembers what it is told, echoes `echo`, fails at `fail`.
final class Floor implements PeerEvents {
  final Queue<String> heard = new ConcurrentLinkedQueue<>();
  final Set<Peer> peers = ConcurrentHashMap.newKeySet();

  @Override
  public Welcome connecting(Peer peer, JsonNode auth) {
    return peer.handshake()
        .queryValue("reject")
        .or(() -> peer.handshake().header("x-reject"))
        .<Welcome>map(code -> new Welcome.Rejected(code, "no"))
        .orElse(new Welcome.Accepted());
  }

  @Override
  public void connected(Peer peer) {
    peers.add(peer);
    heard.add("connected " + who(peer.identity()));
  }

  @Override
  public void event(Peer peer, String event, List<JsonNode> arguments, Ack ack) {
    if (event.equals("fail")) {
      throw new IllegalStateException("asked to");
    }
    heard.add(event + arguments);
    ack.answer(arguments);
    ack.answer(arguments);
  }

  @Override
  public void gone(Peer peer, String cause) {
    peers.remove(peer);
    heard.add("gone " + cause);
  }

  private static String who(Identity identity) {
    return switch (identity) {
      case Identity.Known known -> known.userId();
      case Identity.Spectator _ -> "spectator";
      case Identity.Refused refused -> refused.code();
    };
  }
}
