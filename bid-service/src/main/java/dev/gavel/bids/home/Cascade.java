package dev.gavel.bids.home;

import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Wish;
import java.util.Optional;

/// What a room's end, when it moves to a later time, means for the lot after it: a command that
/// postpones that one. Says the same of the same decisions, whoever decides them and how often.
final class Cascade {
  static final Author AUTHOR = new Author(Wish.CASCADE, Role.WORKER);

  /// The end as the last update said it; before the first there is none to move.
  private long endsAtMs = Long.MAX_VALUE;

  /// Looks at the next decision of the room.
  Optional<RoomCommand> after(Decision decision, Optional<RoomTerms.NextLot> next) {
    long beforeMs = endsAtMs;
    for (RoomUpdate update : decision.updates()) {
      endsAtMs = update.standing().endsAtMs().orElse(Long.MAX_VALUE);
    }
    return next.isPresent() && endsAtMs > beforeMs
        ? Optional.of(postpone(decision, next.get()))
        : Optional.empty();
  }

  private RoomCommand postpone(Decision decision, RoomTerms.NextLot next) {
    long closesAtMs = Math.min(endsAtMs + next.gapMs(), RoomTerms.MAX_TIME_MS);
    // Also the reason, so that the log of the later room says what moved it.
    String id = Wish.CASCADE + ":" + decision.room() + ":" + decision.sequence();
    return new RoomCommand(
        next.room(), id, AUTHOR, RoomCommand.NO_DEADLINE, new Wish.Postpone(closesAtMs, id));
  }
}
