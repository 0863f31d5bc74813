package dev.gavel.bids.home;

import dev.gavel.bids.room.CommandBody;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.StoredDecision;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// How a decision stands in pages and shares.
final class StoredForm {
  private StoredForm() {}

  static StoredDecision of(RoomCommand command, Decision decision) {
    Decision alone =
        decision.updates().isEmpty()
            ? decision
            : new Decision(
                decision.room(),
                decision.place(),
                decision.id(),
                decision.by(),
                decision.op(),
                decision.atMs(),
                decision.answer(),
                decision.duplicate(),
                decision.sequence(),
                List.of(),
                decision.receipt());
    OptionalInt paddle =
        command.wish() instanceof Wish.FloorBid(int number, _)
            ? OptionalInt.of(number)
            : OptionalInt.empty();
    return new StoredDecision(
        alone, amount(command.wish()).map(StoredForm::text), paddle, CommandBody.hash(command));
  }

  /// Whether it is what its room remembers as the first answer to its id: not what came before the
  /// opening, no ticks, and of an id that was used again only the first.
  static boolean isFirstAnswer(Decision decision, Wish wish) {
    return decision.sequence() > 0
        && !decision.duplicate()
        && !(wish instanceof Wish.Tick)
        && !decision.answer().equals(Answer.Refused.of(Refusal.COMMAND_ID_REUSED));
  }

  private static Optional<Amount> amount(Wish wish) {
    return switch (wish) {
      case Wish.Bid(var amount) -> Optional.of(amount);
      case Wish.Maximum(var amount) -> Optional.of(amount);
      case Wish.FloorBid(_, var amount) -> Optional.of(amount);
      case Wish.SetAsk(var amount) -> Optional.of(amount);
      case Wish.Limit(_, var amount) -> Optional.of(amount);
      case Wish.Open _, Wish.Pause _, Wish.Resume _, Wish.FairWarning _ -> Optional.empty();
      case Wish.Hammer _, Wish.Pass _, Wish.VoidBid _, Wish.Reinstate _ -> Optional.empty();
      case Wish.Reopen _, Wish.Withdraw _, Wish.Block _, Wish.Unblock _ -> Optional.empty();
      case Wish.Postpone _, Wish.Approve _, Wish.Tick _ -> Optional.empty();
    };
  }

  private static String text(Amount amount) {
    return switch (amount) {
      case Amount.Exact(long minor) -> Long.toString(minor);
      case Amount.Invalid(var text) -> text;
      case Amount.TooLarge(var text) -> text;
    };
  }
}
