package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomEvent.BidPlaced.Kind;
import dev.gavel.model.Wish;
import java.util.Optional;

/// The rules, version 1: what a command does to a room. The first failure answers, and the order of
/// the checks is fixed, so that no two replays differ.
final class Rules {
  private Rules() {}

  /// What time alone does, before a command at `timeMs` is judged (rules 3 and 4): a room whose end
  /// is reached closes as of its end, unless the end fell into silence.
  static Optional<Change> passing(Room.Opened room, long timeMs) {
    Hours hours = room.hours();
    if (!hours.overAt(timeMs)) {
      return Optional.empty();
    }
    if (hours.silentUntil(timeMs, room.terms().outageGapMs())) {
      return Optional.of(new Change.OutageSeen(timeMs + room.terms().outageExtendMs()));
    }
    return Optional.of(new Change.Closed(room.outcome(), ""));
  }

  /// What a command does whose id is new.
  static Ruling judge(Room room, RoomCommand command) {
    return switch (room) {
      case Room.Unopened _ when command.wish() instanceof Wish.Open open -> open(command, open);
      case Room.Unopened _ -> Ruling.refused(Refusal.NO_SUCH_ROOM);
      case Room.Opened opened -> judge(opened, command);
    };
  }

  private static Ruling open(RoomCommand command, Wish.Open open) {
    if (command.by().role() != Role.STAFF) {
      return Ruling.refused(Refusal.NOT_ALLOWED);
    }
    boolean circles = open.terms().next().filter(lot -> !lot.mayFollow(command.room())).isPresent();
    if (circles || open.terms().problem().isPresent()) {
      return Ruling.refused(Refusal.TERMS_INVALID);
    }
    return Ruling.of(Answer.Done.of(open.op()), new Change.Opened(open.terms()));
  }

  private static Ruling judge(Room.Opened room, RoomCommand command) {
    String by = command.by().id();
    long notAfterMs = command.notAfterMs();
    return switch (command.wish()) {
      case Wish.Bid(var amount) ->
          BidRules.judge(room, new Offer(by, Kind.EXACT, amount, notAfterMs));
      case Wish.Maximum(var amount) ->
          BidRules.judge(room, new Offer(by, Kind.MAXIMUM, amount, notAfterMs));
      case Wish.PeopleWish wish ->
          command.by().role() == Role.STAFF
              ? PeopleRules.judge(room, wish)
              : Ruling.refused(Refusal.NOT_ALLOWED);
      case Wish.StaffWish wish ->
          allowed(command.by().role(), wish)
              ? StaffRules.judge(room, wish, notAfterMs)
              : Ruling.refused(Refusal.NOT_ALLOWED);
      case Wish.Tick _ ->
          command.by().role() == Role.WORKER
              ? Ruling.only(new Answer.Ticked())
              : Ruling.refused(Refusal.NOT_ALLOWED);
    };
  }

  /// The worker postpones what follows a lot that ends later; all else is for people.
  private static boolean allowed(Role role, Wish.StaffWish wish) {
    return role == Role.STAFF || (role == Role.WORKER && wish instanceof Wish.Postpone);
  }
}
