package dev.gavel.bids.home;

/// The view and the log do not fit together: a bug, another rules version, or a view of another
/// log. Its partition stops until somebody has looked.
public final class Disagreement extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Disagreement(String what) {
    super(what);
  }
}
