package dev.gavel.bids;

/// A worker that was started.
public final class Running implements AutoCloseable {
  private final Settings settings;

  Running(Settings settings) {
    this.settings = settings;
  }

  /// Where health and metrics are.
  public int adminPort() {
    return settings.adminPort();
  }

  /// Whether it takes part: the group has answered, and neither Kafka nor MongoDB is away.
  public boolean ready() {
    return false;
  }

  /// Finishes what was decided, leaves the group and closes everything, within a bounded time.
  @Override
  public void close() {}
}
