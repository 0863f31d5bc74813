package dev.gavel.gateway.results;

import java.util.concurrent.CompletableFuture;

/// The way in, room by room. What is heard may be doubled, out of order, or missing.
public interface Feed {
  /// Listens to a room. Completes once nothing that happens from now on would be missed for want of
  /// listening; never exceptionally.
  CompletableFuture<Void> follow(String room);

  /// Stops listening to a room.
  void leave(String room);

  /// Whether anything that happens is heard, by whichever way.
  boolean listening();
}
