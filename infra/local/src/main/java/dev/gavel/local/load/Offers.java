package dev.gavel.local.load;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The thread that makes bidders bid on time, in turn. It ends on time too: bids that a full
/// machine kept it from sending are counted as not sent.
final class Offers {
  /// How long after the end bids may still be sent that were due before it.
  private static final long GRACE_NANOS = 500_000_000L;

  private final Pace pace;
  private final List<Bidder> bidders;
  private final Tally tally;
  private final long lastsNanos;
  private final Thread thread;
  private volatile long spentNanos;
  private volatile boolean stopped;

  private Offers(Pace pace, List<Bidder> bidders, Tally tally, long lastsNanos) {
    this.pace = pace;
    this.bidders = bidders;
    this.tally = tally;
    this.lastsNanos = lastsNanos;
    this.thread = Thread.ofPlatform().daemon().name("offers").unstarted(this::run);
  }

  /// Begins at once and ends by itself after `lastsNanos`.
  static Offers start(Pace pace, List<Bidder> bidders, Tally tally, long lastsNanos) {
    Offers offers = new Offers(pace, List.copyOf(bidders), tally, lastsNanos);
    offers.thread.start();
    return offers;
  }

  /// Processor time so far, also when all bids are sent.
  long cpuNanos() {
    return Math.max(spentNanos, Cost.ofThread(thread.threadId()));
  }

  private void run() {
    long began = System.nanoTime();
    long at = pace.gapNanos(0);
    for (int turn = 0; at < lastsNanos && !stopped; turn++) {
      long due = began + at;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      long now = System.nanoTime();
      tally.time(tally.lateness, now - due);
      if (now - began < lastsNanos + GRACE_NANOS) {
        bidders.get(turn % bidders.size()).due(due);
      } else {
        tally.notSent.increment();
      }
      at += pace.gapNanos(at);
    }
    spentNanos = Cost.ofThread(thread.threadId());
  }

  /// Waits until all bids are sent.
  void join() throws InterruptedException {
    thread.join();
  }

  void stop() {
    stopped = true;
  }
}
