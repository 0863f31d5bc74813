package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.engineio.EngineSession;
import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// One namespace of one connection. What is sent before the CONNECT reply waits for it: the Java
/// client mistakes earlier events.
final class SocketPeer implements Peer {
  private static final int MAX_HELD = 256;

  private record Held(Outgoing messages, Optional<String> key) {}

  private final String id;
  private final EngineSession session;
  private final Namespace namespace;
  private final PendingAcks acks;
  private final List<Held> held = new ArrayList<>(0);
  private volatile boolean in;

  SocketPeer(String id, EngineSession session, Namespace namespace, PendingAcks acks) {
    this.id = id;
    this.session = session;
    this.namespace = namespace;
    this.acks = acks;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return session.handshake();
  }

  @Override
  public Identity identity() {
    return session.identity();
  }

  Namespace namespace() {
    return namespace;
  }

  PendingAcks acks() {
    return acks;
  }

  @Override
  public boolean emit(String event, List<JsonNode> arguments) {
    return push(namespace.writer().event(event, arguments, OptionalLong.empty()), Optional.empty());
  }

  @Override
  public boolean send(Broadcast broadcast) {
    return push(namespace.encoded(broadcast), broadcast.conflationKey());
  }

  @Override
  public CompletableFuture<Optional<List<JsonNode>>> emitWithAck(
      String event, List<JsonNode> arguments, long timeoutMs) {
    return acks.ask(
        timeoutMs,
        ackId -> push(namespace.writer().event(event, arguments, ackId), Optional.empty()));
  }

  boolean push(Outgoing messages, Optional<String> conflationKey) {
    return in ? session.send(messages, conflationKey) : hold(new Held(messages, conflationKey));
  }

  private synchronized boolean hold(Held early) {
    if (in) {
      return session.send(early.messages, early.key);
    }
    boolean room = held.size() < MAX_HELD;
    if (room) {
      held.add(early);
    } else {
      session.abort("slow");
    }
    return room;
  }

  /// Sends the CONNECT reply and then what waited for it.
  synchronized void letIn() {
    session.send(namespace.writer().connected(id), Optional.empty());
    held.forEach(early -> session.send(early.messages, early.key));
    held.clear();
    in = true;
  }

  @Override
  public void closeTransport(String reason) {
    session.abort(reason);
  }

  @Override
  public void disconnect(String reason) {
    push(namespace.writer().disconnect(), Optional.empty());
    session.close(reason);
  }
}
