package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection in a room. While it is being shown the room, what all are told waits for it, so
/// that its snapshot is made and written out without holding the room up. Used under the room's
/// lock.
final class Member {
  /// More that waits for one who is shown the room ends the connection: that takes milliseconds.
  static final int MAX_HELD = 512;

  private final Peer peer;
  private final Optional<String> user;
  private final long shown;
  private @Nullable List<Runnable> held = new ArrayList<>(0);

  /// @param shown the sequence of the snapshot that it is going to be shown
  Member(Peer peer, Optional<String> user, long shown) {
    this.peer = peer;
    this.user = user;
    this.shown = shown;
  }

  Optional<String> user() {
    return user;
  }

  boolean isOf(String id) {
    return user.filter(id::equals).isPresent();
  }

  /// Updates up to this one are in its snapshot.
  long shown() {
    return shown;
  }

  void send(Broadcast broadcast) {
    if (held == null) {
      peer.send(broadcast);
    } else {
      hold(held, () -> peer.send(broadcast));
    }
  }

  void send(BroadcastBatch batch) {
    if (held == null) {
      peer.send(batch);
    } else {
      hold(held, () -> peer.send(batch));
    }
  }

  private void hold(List<Runnable> waiting, Runnable send) {
    if (waiting.size() < MAX_HELD) {
      waiting.add(send);
    } else {
      peer.closeTransport("slow");
    }
  }

  /// It has been shown the room: it is sent what has waited, and then what comes.
  void hasBeenShown() {
    List<Runnable> waiting = held;
    held = null;
    if (waiting != null) {
      waiting.forEach(Runnable::run);
    }
  }
}
