package dev.gavel.gateway.store;

/// MongoDB did not answer in time, or said that it cannot. Nothing is known; asking again may help.
public final class ViewAway extends Exception {
  private static final long serialVersionUID = 1;

  /// @param doing what was being done, for the log
  public ViewAway(String doing, Throwable cause) {
    super(doing, cause);
  }
}
