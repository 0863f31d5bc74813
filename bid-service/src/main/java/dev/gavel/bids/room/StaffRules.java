package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import dev.gavel.model.Wish;
import java.util.Optional;
import java.util.OptionalLong;

/// Staff commands about the room.
final class StaffRules {
  private StaffRules() {}

  static Ruling judge(Room.Opened room, Wish.StaffWish wish, long notAfterMs) {
    Optional<Refusal> refusal = notNow(room, wish);
    if (refusal.isPresent()) {
      return Ruling.refused(refusal.get());
    }
    return switch (wish) {
      case Wish.Open _ -> Ruling.refused(Refusal.ALREADY_EXISTS);
      case Wish.Reopen reopen -> reopen(room, reopen);
      case Wish.Postpone postpone -> postpone(room, postpone);
      case Wish.Withdraw(var reason) -> close(wish, Standing.Outcome.WITHDRAWN, reason);
      case Wish.VoidBid voided -> takeOut(room, voided);
      case Wish.Reinstate back -> putBack(room, back);
      case Wish.Pause(var reason) -> pause(room, wish, reason);
      case Wish.Resume _ -> resume(room, wish);
      case Wish.FairWarning(int count) -> done(wish, new Change.Warned(count));
      case Wish.Hammer _ -> close(wish, room.outcome(), "");
      case Wish.Pass _ -> close(wish, Standing.Outcome.PASSED, "");
      case Wish.SetAsk(var amount) -> ask(room, wish, amount);
      case Wish.FloorBid(int paddle, var amount) ->
          BidRules.judge(room, new Offer(Wish.FLOOR + paddle, Kind.FLOOR, amount, notAfterMs));
    };
  }

  /// In which rooms a command makes sense.
  private static Optional<Refusal> notNow(Room.Opened room, Wish.StaffWish wish) {
    Hours hours = room.hours();
    return switch (wish) {
      case Wish.Open _ -> Optional.empty();
      case Wish.Reopen _ -> unless(hours.closed(), Refusal.NOT_CLOSED);
      case Wish.Withdraw _ -> unless(!hours.closed(), Refusal.CLOSED);
      case Wish.Postpone _ ->
          unless(!hours.closed(), Refusal.CLOSED).or(() -> unless(timed(room), Refusal.WRONG_MODE));
      case Wish.VoidBid _, Wish.Reinstate _, Wish.Pause _, Wish.Resume _ -> hours.notOpen();
      case Wish.AuctioneerWish _ ->
          hours.notOpen().or(() -> unless(!timed(room), Refusal.WRONG_MODE)).or(hours::notRunning);
    };
  }

  /// Rule 13. The end is not pulled back.
  private static Ruling takeOut(Room.Opened room, Wish.VoidBid wish) {
    if (!room.ledger().stands(wish.bid())) {
      return Ruling.refused(Refusal.NO_SUCH_BID);
    }
    Optional<Lead> lead = room.ledger().withVoid(wish.bid()).lead(room.terms());
    return Ruling.of(
        folded(wish, lead),
        new Change.BidVoided(wish.bid(), wish.reason(), lead, extendedToMs(room, lead)));
  }

  private static Ruling putBack(Room.Opened room, Wish.Reinstate wish) {
    if (!room.ledger().isVoid(wish.bid())) {
      return Ruling.refused(Refusal.NO_SUCH_BID);
    }
    Optional<Lead> lead = room.ledger().withoutVoid(wish.bid()).lead(room.terms());
    return Ruling.of(
        folded(wish, lead),
        new Change.BidReinstated(wish.bid(), wish.reason(), lead, extendedToMs(room, lead)));
  }

  private static Ruling reopen(Room.Opened room, Wish.Reopen wish) {
    if (timed(room) && wish.endsAtMs() <= room.hours().nowMs()) {
      return Ruling.refused(Refusal.INVALID_TIME);
    }
    return done(
        wish, new Change.Reopened(timed(room) ? wish.endsAtMs() : Hours.NEVER, wish.reason()));
  }

  /// Also before the opening and while paused: then what is given back counts from the new end.
  private static Ruling postpone(Room.Opened room, Wish.Postpone wish) {
    return wish.closesAtMs() <= room.hours().endsAtMs()
        ? Ruling.refused(Refusal.INVALID_TIME)
        : done(wish, new Change.Postponed(wish.closesAtMs(), wish.reason()));
  }

  private static Ruling pause(Room.Opened room, Wish wish, String reason) {
    return room.hours().paused()
        ? Ruling.refused(Refusal.ALREADY_PAUSED)
        : done(wish, new Change.Paused(reason));
  }

  private static Ruling resume(Room.Opened room, Wish wish) {
    return room.hours().paused()
        ? done(wish, new Change.Resumed(room.hours().resumedEndMs()))
        : Ruling.refused(Refusal.NOT_PAUSED);
  }

  private static Ruling ask(Room.Opened room, Wish wish, Amount amount) {
    if (amount.refusal().isPresent()) {
      return Ruling.refused(amount.refusal().get());
    }
    if (room.lead().isPresent() && amount.minor() <= room.lead().get().price()) {
      return Ruling.refused(Refusal.BELOW_PRICE, room.lead().get().price());
    }
    Answer answer =
        new Answer.Done(
            wish.op(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.of(amount.minor()));
    return Ruling.of(answer, new Change.Asked(amount.minor()));
  }

  private static Ruling close(Wish wish, Standing.Outcome outcome, String reason) {
    return done(wish, new Change.Closed(outcome, reason));
  }

  private static Ruling done(Wish wish, Change change) {
    return Ruling.of(Answer.Done.of(wish.op()), change);
  }

  private static Answer folded(Wish wish, Optional<Lead> lead) {
    return new Answer.Done(
        wish.op(),
        OptionalLong.empty(),
        lead.map(now -> OptionalLong.of(now.price())).orElse(OptionalLong.empty()),
        lead.map(Lead::bidder),
        OptionalLong.empty());
  }

  private static OptionalLong extendedToMs(Room.Opened room, Optional<Lead> lead) {
    return Lead.moved(room.lead(), lead) ? room.extendedToMs() : OptionalLong.empty();
  }

  private static boolean timed(Room.Opened room) {
    return room.terms().mode() == RoomTerms.Mode.TIMED;
  }

  private static Optional<Refusal> unless(boolean fine, Refusal refusal) {
    return fine ? Optional.empty() : Optional.of(refusal);
  }
}
