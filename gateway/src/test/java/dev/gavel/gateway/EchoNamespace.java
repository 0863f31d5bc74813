package dev.gavel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// Tells the CONNECT payload back as `auth`; `/` also echoes. Remembers who is there and what
/// ended.
public final class EchoNamespace implements PeerEvents {
  /// Two frames in one TCP segment reach the listeners of Node's `ws` in one go, and the suites,
  /// which listen for one message at a time, miss the second. Ours must not follow too closely.
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  public final Queue<String> ends = new ConcurrentLinkedQueue<>();
  public final Map<String, Peer> peers = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> auths = new ConcurrentHashMap<>();
  private final boolean echoes;

  public EchoNamespace(boolean echoes) {
    this.echoes = echoes;
  }

  @Override
  public Welcome connecting(Peer peer, JsonNode auth) {
    if (auth.path("reject").asBoolean()) {
      return new Welcome.Rejected("NOT_ALLOWED", "권한 없음.");
    }
    auths.put(peer.id(), auth);
    return new Welcome.Accepted();
  }

  @Override
  public void connected(Peer peer) {
    peers.put(peer.id(), peer);
    JsonNode auth = Objects.requireNonNull(auths.remove(peer.id()));
    LATER.execute(() -> peer.emit("auth", List.of(auth)));
  }

  @Override
  public void event(Peer peer, String event, List<JsonNode> arguments, Ack ack) {
    if (!echoes) {
      return;
    }
    switch (event) {
      case "message" -> peer.emit("message-back", arguments);
      case "message-with-ack" -> ack.answer(arguments);
      case "ask" -> {
        var _ =
            peer.emitWithAck("question", arguments, 5_000)
                .thenAccept(answer -> peer.emit("answered", answer.orElse(List.of())));
      }
      case "broadcast" -> {
        Broadcast broadcast = Broadcast.of("told", arguments.toArray(JsonNode[]::new));
        peers.values().forEach(one -> one.send(broadcast));
      }
      case "throw" -> throw new IllegalStateException("asked to");
      case "kick" -> peer.disconnect("kicked");
      case "restart" -> peer.closeTransport("restart");
      default -> {}
    }
  }

  @Override
  public void gone(Peer peer, String cause) {
    peers.remove(peer.id());
    ends.add(cause);
  }
}
