package dev.gavel.local.load;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The thread that makes bidders bid on time, in turn.
final class Offers {
  private final Pace pace;
  private final List<Bidder> bidders;
  private final Tally tally;
  private final long lastsNanos;
  private final Thread thread;
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

  long threadId() {
    return thread.threadId();
  }

  private void run() {
    long began = System.nanoTime();
    long at = pace.gapNanos(0);
    for (int turn = 0; at < lastsNanos && !stopped; turn++) {
      long due = began + at;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      tally.time(tally.lateness, System.nanoTime() - due);
      bidders.get(turn % bidders.size()).due(due);
      at += pace.gapNanos(at);
    }
  }

  /// Waits until all bids are sent.
  void join() throws InterruptedException {
    thread.join();
  }

  void stop() {
    stopped = true;
  }
}
