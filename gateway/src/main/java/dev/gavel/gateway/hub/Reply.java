package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.words.Complaint;
import java.util.List;

/// The way back for one event: its acknowledgement, or the `error` event for a client that asked
/// for none. Either way the client stays connected.
record Reply(Peer peer, PeerEvents.Ack ack) {
  void answer(ObjectNode json) {
    ack.answer(List.of(json));
  }

  void ok() {
    answer(JsonNodeFactory.instance.objectNode().put("status", "ok"));
  }

  void refuse(Complaint why) {
    refuse(JsonNodeFactory.instance.objectNode(), why.json());
  }

  void refuseFor(Complaint why, long retryAfterMs) {
    refuse(JsonNodeFactory.instance.objectNode(), why.json().put("retryAfterMs", retryAfterMs));
  }

  /// @param about what an answer says besides
  /// @param error `{code, message, retry}`
  void refuse(ObjectNode about, ObjectNode error) {
    if (ack.wanted()) {
      answer(about.put("status", "refused").setAll(error));
    } else {
      peer.emit("error", List.of(error));
    }
  }
}
