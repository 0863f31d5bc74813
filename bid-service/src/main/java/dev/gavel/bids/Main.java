package dev.gavel.bids;

/// The bid worker's entry: a process, or one of several in a JVM.
public final class Main {
  private Main() {}

  /// Starts a worker. Returns at once: it joins the group and waits for servers that are away in
  /// the background, see [Running#ready()].
  public static Running start(Settings settings) {
    return new Running(settings);
  }
}
