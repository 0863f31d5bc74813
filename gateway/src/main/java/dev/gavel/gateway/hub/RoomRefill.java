package dev.gavel.gateway.hub;

import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.RoomUpdate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets what a room missed, on a thread of its own: meanwhile the room takes its turns, so chat,
/// presence and joins do not wait for a slow store. One attempt at a time.
final class RoomRefill {
  private static final Logger LOG = LoggerFactory.getLogger(RoomRefill.class);

  /// What an attempt gave.
  sealed interface Result {
    /// What was missed, in order.
    record Missed(List<RoomUpdate> updates) implements Result {}

    /// What was missed cannot be had any more; this is a later state.
    record Later(StoredRoom stored) implements Result {}

    /// Not now.
    record Nothing() implements Result {}
  }

  private final RoomSources sources;

  RoomRefill(RoomSources sources) {
    this.sources = sources;
  }

  /// @param then told the result, on another thread, in every case
  void start(Past.Known last, long upTo, Consumer<Result> then) {
    sources.scheduler().start("room-refill", () -> then.accept(attempted(last, upTo)));
  }

  private Result attempted(Past.Known last, long upTo) {
    try {
      return attempt(last, upTo);
    } catch (RuntimeException bug) {
      LOG.error("a room's gap was not filled", bug);
      return new Result.Nothing();
    }
  }

  private Result attempt(Past.Known last, long upTo) {
    Optional<List<RoomUpdate>> missed = sources.refill().missed(last, upTo);
    if (missed.isPresent()) {
      new RoomReading(sources).warm(missed.get());
      return new Result.Missed(missed.get());
    }
    try {
      return sources
          .store()
          .room(last.room())
          .filter(stored -> stored.sequence() >= upTo && stored.sequence() > last.sequence())
          .<Result>map(Result.Later::new)
          .orElseGet(Result.Nothing::new);
    } catch (ViewAway away) {
      return new Result.Nothing();
    }
  }
}
