package dev.gavel.gateway.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What the protocols tell the auction. Called on the connection's own thread, in the order in
/// which the client sent things; a slow answer delays that client only. Must not throw.
public interface PeerEvents {

  /// Answer to a CONNECT.
  sealed interface Welcome {
    record Accepted() implements Welcome {}

    /// Told as CONNECT_ERROR `{message, data:{code}}` or a close code of the plain protocol.
    record Rejected(String code, String message) implements Welcome {}
  }

  /// A client asks in. `auth` is its CONNECT payload (an object, maybe empty). Nothing has been
  /// sent yet.
  Welcome connecting(Peer peer, JsonNode auth);

  /// The CONNECT reply has been queued; events may follow.
  void connected(Peer peer);

  /// An event. `ack` answers it once; when the client asked for no answer, it does nothing.
  void event(Peer peer, String event, List<JsonNode> arguments, Ack ack);

  /// Exactly once for every accepted peer, whatever ended it.
  void gone(Peer peer, String cause);

  /// Answers one event of a client, at most once; later calls do nothing. Thread-safe.
  interface Ack {
    /// Whether the client waits for an answer.
    boolean wanted();

    void answer(List<JsonNode> arguments);
  }
}
