package dev.gavel.gateway.hub;

import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.view.ViewAway;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/// The room that an item is sold in. Kept for a moment, so that a crowd that comes back at once
/// costs one read.
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

  private record Kept(CompletableFuture<Lot> lot, long untilMs) {}

  private final Auctions auctions;
  private final LongSupplier clock;
  private final Map<String, Kept> cache =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MAX_KEPT;
        }
      };

  Lots(Auctions auctions, LongSupplier clockMs) {
    this.auctions = auctions;
    this.clock = clockMs;
  }

  Lot of(String item) throws ViewAway {
    CompletableFuture<Lot> mine = new CompletableFuture<>();
    Optional<CompletableFuture<Lot>> known = keptOrKeep(item, mine);
    if (known.isEmpty()) {
      read(item, mine);
    }
    CompletableFuture<Lot> lot = known.orElse(mine);
    try {
      return lot.get();
    } catch (ExecutionException e) {
      throw new ViewAway("reading an item", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("reading an item", e);
    }
  }

  /// What is kept and still good; else `mine` is kept from now on.
  private synchronized Optional<CompletableFuture<Lot>> keptOrKeep(
      String item, CompletableFuture<Lot> mine) {
    Kept kept = cache.get(item);
    long now = clock.getAsLong();
    if (kept != null && now < kept.untilMs() && !kept.lot().isCompletedExceptionally()) {
      return Optional.of(kept.lot());
    }
    cache.put(item, new Kept(mine, now + KEPT_MS));
    return Optional.empty();
  }

  private void read(String item, CompletableFuture<Lot> lot) {
    try {
      Optional<String> room = auctions.roomOfItem(item);
      if (room.isPresent()) {
        lot.complete(new Lot.InRoom(room.get()));
      } else {
        lot.complete(auctions.item(item).isPresent() ? new Lot.NoRoom() : new Lot.NoItem());
      }
    } catch (ViewAway | RuntimeException failed) {
      lot.completeExceptionally(failed);
    }
  }
}
