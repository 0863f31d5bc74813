package dev.gavel.gateway.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One connected client in one namespace, whichever protocol carries it. Every method is
/// thread-safe and returns at once: what is sent is queued in the connection's bounded mailbox.
public interface Peer {

  /// Public id of this socket (never the secret engine sid).
  String id();

  /// Of this connection alone, where [#id()] may be that of an earlier one which it goes on from.
  default String connectionId() {
    return id();
  }

  /// What it had seen when its last connection broke, when it proves to be the same peer and may go
  /// on from there; its [#id()] is that of then from now on. Asked at most once, by
  /// [PeerEvents#connecting], when it may come in: it is taken from whoever had it.
  default Optional<Absence> absence() {
    return Optional.empty();
  }

  /// It cannot go on from where it was: begins as somebody new, by another [#id()].
  default void beginAnew() {}

  /// Was shown a room up to an update, by an answer.
  default void wasShown(String room, long sequence) {}

  /// Sits in a room no more.
  default void gotUp(String room) {}

  /// The handshake that opened the connection.
  Handshake handshake();

  /// Who it is; fixed for the connection's life.
  Identity identity();

  /// Queues an event for this peer alone. False when the mailbox is full or closed; it is then
  /// lost, and the connection is being closed.
  boolean emit(String event, List<JsonNode> arguments);

  /// Queues an event that was encoded once for all. Cheap: the frame's bytes are shared.
  boolean send(Broadcast broadcast);

  /// Queues several at once: all of them, in order, or none.
  boolean send(BroadcastBatch batch);

  /// Queues an event that asks the client for an answer. Ends with the answer's arguments, or empty
  /// when none came in time, the connection ended, or the protocol knows no such answers.
  default CompletableFuture<Optional<List<JsonNode>>> emitWithAck(
      String event, List<JsonNode> arguments, long timeoutMs) {
    emit(event, arguments);
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /// Ends the connection so that the client comes back by itself (drain, overload, token expiry).
  void closeTransport(String reason);

  /// Ends the connection so that the client does not come back (kicked).
  void disconnect(String reason);
}
