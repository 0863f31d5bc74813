package dev.gavel.local.load;

/// What happens to a system while it is under load, such as a store that goes away.
public interface Disturbance {
  /// Nothing happens.
  Disturbance NONE = _ -> {};

  /// Happens while bids are sent, on the thread that measures; the run ends when both are done.
  ///
  /// @param over to be run when it is over: from then on counts how long it takes until bids are
  ///   answered as usual again
  void happen(Runnable over) throws InterruptedException;
}
