package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.ViewAway;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The room that an item is sold in. Kept for a moment, so that a crowd that comes back at once
/// costs one read. While the store does not answer, what was known before counts, and the rooms
/// that are open here.
final class Lots {
  static final int MAX_KEPT = 10_000;

  /// A new room for an item is found after this at the latest.
  static final long KEPT_MS = 2_000;

  /// What an item id leads to.
  sealed interface Lot {
    record InRoom(String room) implements Lot {}

    record NoRoom() implements Lot {}

    record NoItem() implements Lot {}
  }

  /// Longest wait for the store when an older answer is known. Fixed.
  static final long REFRESH_MS = 250;

  private record Kept(CompletableFuture<Lot> lot, Optional<Lot> before, long untilMs) {}

  private final RoomStore store;
  private final Function<String, Optional<String>> open;
  private final LongSupplier clock;
  private final Map<String, Kept> cache =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MAX_KEPT;
        }
      };

  /// @param open the room that is open here and sells an item
  Lots(RoomStore store, Function<String, Optional<String>> open, LongSupplier clockMs) {
    this.store = store;
    this.open = open;
    this.clock = clockMs;
  }

  Lot of(String item) throws ViewAway {
    Kept kept = keptOrNew(item);
    long limitMs = kept.before().isPresent() ? REFRESH_MS : MongoCalls.LIMIT.toMillis();
    try {
      return kept.lot().get(limitMs, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return kept.before()
          .or(() -> open.apply(item).map(Lot.InRoom::new))
          .orElseThrow(() -> new ViewAway("reading an item", e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("reading an item", e);
    }
  }

  /// What is kept and still good; else a read has begun.
  private synchronized Kept keptOrNew(String item) {
    Kept kept = cache.get(item);
    long now = clock.getAsLong();
    if (kept != null && now < kept.untilMs() && !kept.lot().isCompletedExceptionally()) {
      return kept;
    }
    CompletableFuture<Lot> lot = new CompletableFuture<>();
    Kept fresh = new Kept(lot, before(kept), now + KEPT_MS);
    cache.put(item, fresh);
    Thread.ofVirtual().name("lot").start(() -> read(item, lot));
    return fresh;
  }

  private static Optional<Lot> before(@Nullable Kept kept) {
    if (kept == null) {
      return Optional.empty();
    }
    boolean isRead = kept.lot().isDone() && !kept.lot().isCompletedExceptionally();
    return isRead ? Optional.of(kept.lot().join()) : kept.before();
  }

  private void read(String item, CompletableFuture<Lot> lot) {
    try {
      Optional<String> room = store.roomOfItem(item);
      if (room.isPresent()) {
        lot.complete(new Lot.InRoom(room.get()));
      } else {
        lot.complete(store.item(item).isPresent() ? new Lot.NoRoom() : new Lot.NoItem());
      }
    } catch (ViewAway | RuntimeException failed) {
      lot.completeExceptionally(failed);
    }
  }
}
