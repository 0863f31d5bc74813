package dev.gavel.bids.close;

/// Where ticks are appended.
public interface TickLog extends AutoCloseable {

  /// Appends a tick for a room, soon and at most once. Never waits and never fails: a tick that is
  /// lost is asked for again.
  void append(String room);

  @Override
  void close();
}
