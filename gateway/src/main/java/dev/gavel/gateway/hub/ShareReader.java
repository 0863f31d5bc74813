package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.RoomStore.ShareKey;
import dev.gavel.gateway.store.RoomStore.StoredShare;
import dev.gavel.gateway.store.ViewAway;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads the own state of those who join. Who asks while a read is under way is in the next one, so
/// a crowd that comes back at once costs a few reads. Thread-safe.
final class ShareReader {
  /// Users of one read. Fixed.
  private static final int MAX_AT_ONCE = 500;

  private final RoomStore store;
  private Map<ShareKey, CompletableFuture<Optional<StoredShare>>> asked = new HashMap<>();
  private boolean reading;

  /// @param store answers within a join's limit, or not at all
  ShareReader(RoomStore store) {
    this.store = store;
  }

  /// Waits at most [RoomSources#JOIN_LIMIT]; empty when there is no such room.
  Optional<StoredShare> read(ShareKey key) throws ViewAway {
    try {
      return ask(key).get(RoomSources.JOIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ViewAway("reading own state", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("reading own state", e);
    }
  }

  private synchronized CompletableFuture<Optional<StoredShare>> ask(ShareKey key) {
    CompletableFuture<Optional<StoredShare>> answer =
        asked.computeIfAbsent(key, _ -> new CompletableFuture<>());
    if (!reading) {
      reading = true;
      Thread.ofVirtual().name("own state").start(this::readAll);
    }
    return answer;
  }

  private void readAll() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      List<ShareKey> keys = List.copyOf(batch.keySet());
      for (int from = 0; from < keys.size(); from += MAX_AT_ONCE) {
        read(keys.subList(from, Math.min(keys.size(), from + MAX_AT_ONCE)), batch);
      }
    }
  }

  private synchronized Map<ShareKey, CompletableFuture<Optional<StoredShare>>> next() {
    Map<ShareKey, CompletableFuture<Optional<StoredShare>>> batch = asked;
    asked = new HashMap<>();
    reading = !batch.isEmpty();
    return batch;
  }

  private void read(
      List<ShareKey> keys, Map<ShareKey, CompletableFuture<Optional<StoredShare>>> waiting) {
    Map<ShareKey, StoredShare> found = new HashMap<>();
    Optional<Exception> failure = Optional.empty();
    try {
      found.putAll(store.shares(keys));
    } catch (ViewAway | RuntimeException failed) {
      failure = Optional.of(failed);
    }
    for (ShareKey key : keys) {
      CompletableFuture<Optional<StoredShare>> answer =
          waiting.getOrDefault(key, new CompletableFuture<>());
      failure.ifPresentOrElse(
          answer::completeExceptionally,
          () -> answer.complete(Optional.ofNullable(found.get(key))));
    }
  }
}
