package dev.gavel.bids.room;

import dev.gavel.model.Decision;
import java.util.OptionalLong;

/// One room, folded from its log. Not thread-safe.
@SuppressWarnings("DoNotCallSuggester")
public final class LiveRoom {
  private final String room;

  private LiveRoom(String room) {
    this.room = room;
  }

  /// A room before its first command.
  public static LiveRoom unopened(String room) {
    return new LiveRoom(room);
  }

  /// Decides the next entry of this room's log, applies it and chains the receipt.
  public Decision decide(LogEntry entry) {
    throw unwritten(room + entry);
  }

  public RoomView view() {
    throw unwritten(room);
  }

  public boolean closed() {
    throw unwritten(room);
  }

  /// When a tick must next stand in the log; empty when none is needed.
  public OptionalLong nextTickAtMs(long nowMs) {
    throw unwritten(room + nowMs);
  }

  private static UnsupportedOperationException unwritten(String what) {
    return new UnsupportedOperationException(what);
  }
}
