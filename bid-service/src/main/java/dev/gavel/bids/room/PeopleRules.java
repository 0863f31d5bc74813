package dev.gavel.bids.room;

import dev.gavel.bids.room.People.Permission;
import dev.gavel.model.Answer;
import dev.gavel.model.Refusal;
import dev.gavel.model.Wish;
import java.util.Optional;
import java.util.OptionalLong;

/// Who may bid: staff may say so at any time before the close. The bid of a leader who is blocked
/// stands until it is voided.
final class PeopleRules {
  private PeopleRules() {}

  static Ruling judge(Room.Opened room, Wish.PeopleWish wish) {
    if (room.hours().closed()) {
      return Ruling.refused(Refusal.CLOSED);
    }
    People people = room.people();
    return switch (wish) {
      case Wish.Block(var bidder, _) -> permit(wish, bidder, people.of(bidder).blocked(true));
      case Wish.Unblock(var bidder) -> permit(wish, bidder, people.of(bidder).blocked(false));
      case Wish.Approve(var bidder) -> approve(people, wish, bidder);
      case Wish.Limit(var bidder, var amount) ->
          amount
              .refusal()
              .map(Ruling::refused)
              .orElse(permit(wish, bidder, people.of(bidder).limitedTo(amount.minor())));
    };
  }

  private static Ruling permit(Wish.PeopleWish wish, String bidder, Permission permission) {
    return Ruling.of(Answer.Done.of(wish.op()), new Change.Permitted(bidder, permission));
  }

  /// The first approval gives the room's next paddle, a further one says it again.
  private static Ruling approve(People people, Wish.PeopleWish wish, String bidder) {
    int paddle = people.paddle(bidder);
    Answer answer =
        new Answer.Done(
            wish.op(),
            OptionalLong.of(paddle),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty());
    return people.paddles().containsKey(bidder)
        ? Ruling.only(answer)
        : Ruling.of(answer, new Change.Approved(bidder, paddle));
  }
}
