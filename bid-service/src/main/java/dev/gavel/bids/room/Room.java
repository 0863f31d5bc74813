package dev.gavel.bids.room;

import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import java.util.Optional;
import java.util.OptionalLong;

/// What the log said about a room so far. Immutable; [#apply] is the only way on.
sealed interface Room {

  /// Not in the log yet.
  record Unopened() implements Room {
    @Override
    public Standing standing() {
      return new Standing(
          Standing.Phase.SCHEDULED,
          false,
          OptionalLong.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          0,
          0,
          Optional.empty());
    }
  }

  /// In the log, and open, closed or not open yet.
  ///
  /// @param lead empty before the first bid
  record Opened(
      RoomTerms terms, Hours hours, Optional<Lead> lead, Call call, Ledger ledger, People people)
      implements Room {

    /// Least amount that the next bid may have.
    long minimum() {
      if (call.ask() > 0) {
        return call.ask();
      }
      return lead.isEmpty()
          ? terms.start()
          : lead.get().price() + terms.increments().step(lead.get().price());
    }

    /// How the room would end now.
    Standing.Outcome outcome() {
      if (lead.isEmpty()) {
        return Standing.Outcome.NO_BIDS;
      }
      return reserveMet().orElse(true) ? Standing.Outcome.SOLD : Standing.Outcome.RESERVE_NOT_MET;
    }

    Optional<Boolean> reserveMet() {
      return terms.reserve().isEmpty()
          ? Optional.empty()
          : Optional.of(lead.isPresent() && lead.get().price() >= terms.reserve().getAsLong());
    }

    /// The end after a change of price or leader, when it moves (rule 10).
    OptionalLong extendedToMs() {
      long endMs = hours.extendedEndMs(terms.softClose());
      return endMs == hours.endsAtMs() ? OptionalLong.empty() : OptionalLong.of(endMs);
    }

    Opened with(Hours other) {
      return new Opened(terms, other, lead, call, ledger, people);
    }

    Opened with(Call other) {
      return new Opened(terms, hours, lead, other, ledger, people);
    }

    Opened with(People others) {
      return new Opened(terms, hours, lead, call, ledger, others);
    }

    /// A change of price or leader clears what was called.
    Opened leading(Optional<Lead> other, OptionalLong extendedToMs, Ledger bids) {
      Hours until = hours.endingAt(extendedToMs.orElse(hours.endsAtMs()));
      return new Opened(terms, until, other, Call.NONE, bids, people);
    }

    /// A maximum that moved neither price nor leader.
    Opened silently(Lead other, Ledger bids) {
      return new Opened(terms, hours, Optional.of(other), call, bids, people);
    }

    @Override
    public Standing standing() {
      Standing.Phase phase = hours.phase();
      return new Standing(
          phase,
          hours.paused(),
          lead.isPresent() ? OptionalLong.of(lead.get().price()) : OptionalLong.empty(),
          lead.isPresent() ? Optional.of(lead.get().bidder()) : Optional.empty(),
          phase == Standing.Phase.OPEN ? OptionalLong.of(minimum()) : OptionalLong.empty(),
          hours.end(),
          reserveMet(),
          ledger.count(),
          call.warnings(),
          hours.outcome());
    }
  }

  /// What the auctioneer called; the next change of price or leader clears it.
  ///
  /// @param ask the asked price, 0 for none
  record Call(long ask, int warnings) {
    static final Call NONE = new Call(0, 0);
  }

  Standing standing();

  /// The room after a change. No rule is here: what changes was decided before.
  static Room apply(Room room, Change change, long nowMs) {
    return switch (room) {
      case Unopened _ when change instanceof Change.Opened(var terms) ->
          new Opened(
              terms,
              Hours.of(terms, nowMs),
              Optional.empty(),
              Call.NONE,
              Ledger.EMPTY,
              People.of(terms));
      case Unopened _ -> throw new IllegalStateException("before its opening: " + change);
      case Opened opened -> apply(opened, change);
    };
  }

  private static Opened apply(Opened room, Change change) {
    Hours hours = room.hours;
    Ledger bids = room.ledger;
    return switch (change) {
      case Change.Opened _ -> throw new IllegalStateException("opened twice");
      case Change.OutageSeen(long endsAtMs) -> room.with(hours.endingAt(endsAtMs));
      case Change.Closed(var outcome, _) -> room.with(hours.closedAs(outcome));
      case Change.BidAccepted(var bid, var lead, boolean moved, var extendedToMs) ->
          moved
              ? room.leading(Optional.of(lead), extendedToMs, bids.with(bid))
              : room.silently(lead, bids.with(bid));
      case Change.BidVoided(long bid, _, var lead, var extendedToMs) ->
          room.leading(lead, extendedToMs, bids.withVoid(bid));
      case Change.BidReinstated(long bid, _, var lead, var extendedToMs) ->
          room.leading(lead, extendedToMs, bids.withoutVoid(bid));
      case Change.Postponed(long endsAtMs, _) -> room.with(hours.postponedTo(endsAtMs));
      case Change.Paused _ -> room.with(hours.pausedNow());
      case Change.Resumed(long endsAtMs) -> room.with(hours.runningUntil(endsAtMs));
      case Change.Warned(int count) -> room.with(new Call(room.call.ask(), count));
      case Change.Asked(long amount) -> room.with(new Call(amount, room.call.warnings()));
      case Change.Reopened(long endsAtMs, _) -> room.with(hours.runningUntil(endsAtMs));
      case Change.Permitted(var bidder, var permission) ->
          room.with(room.people.with(bidder, permission));
      case Change.Approved(var bidder, _) -> room.with(room.people.withPaddle(bidder));
    };
  }
}
