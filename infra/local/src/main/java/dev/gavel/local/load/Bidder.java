package dev.gavel.local.load;

import java.util.ArrayDeque;
import java.util.Deque;

/// Somebody who bids when it is time. In a closed loop never twice before the first is answered: a
/// bid that is due meanwhile is sent later, and still counted from when it was due.
final class Bidder {
  /// What to bid.
  ///
  /// @param field `price` or `max`
  record Offer(String field, long amount) {}

  /// Decides what somebody bids, at the moment of sending.
  interface Taste {
    Offer next(Seat seat);
  }

  /// Bids that may be owed by one bidder; more are dropped and counted.
  private static final int MAX_OWED = 10_000;

  private final Seat seat;
  private final Taste taste;
  private final boolean closedLoop;
  private final Tally tally;
  private final Deque<Long> owed = new ArrayDeque<>();
  private boolean waiting;

  Bidder(Seat seat, Taste taste, boolean closedLoop, Tally tally) {
    this.seat = seat;
    this.taste = taste;
    this.closedLoop = closedLoop;
    this.tally = tally;
    seat.bidder(this);
  }

  /// It is time for a bid.
  void due(long dueNanos) {
    synchronized (this) {
      if (closedLoop && waiting) {
        if (owed.size() < MAX_OWED) {
          owed.add(dueNanos);
        } else {
          tally.notSent.increment();
        }
        return;
      }
      waiting = true;
    }
    send(dueNanos);
  }

  /// The answer to the last bid is there.
  void answered() {
    Long next;
    synchronized (this) {
      next = owed.poll();
      waiting = next != null;
    }
    if (next != null) {
      send(next);
    }
  }

  /// How many bids were due and wait for the answer to one before.
  synchronized int owed() {
    return owed.size();
  }

  private void send(long dueNanos) {
    Offer offer = taste.next(seat);
    if (!seat.bid(offer.field(), offer.amount(), dueNanos)) {
      synchronized (this) {
        waiting = false;
      }
    }
  }
}
