package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.PeerEvents;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/// Answers one event of a client, once.
final class OneAnswer implements PeerEvents.Ack {
  private final SocketPeer peer;
  private final OptionalLong ackId;
  private final AtomicBoolean answered;

  OneAnswer(SocketPeer peer, OptionalLong ackId) {
    this.peer = peer;
    this.ackId = ackId;
    this.answered = new AtomicBoolean(ackId.isEmpty());
  }

  @Override
  public boolean wanted() {
    return ackId.isPresent();
  }

  @Override
  public void answer(List<JsonNode> arguments) {
    if (answered.compareAndSet(false, true)) {
      peer.answer(ackId.getAsLong(), arguments);
    }
  }
}
