package dev.gavel.gateway;

/// A gateway that runs. Closing it sends its clients elsewhere, then ends everything it started.
public interface Running extends AutoCloseable {

  /// The port that sockets, REST and the page are on.
  int port();

  /// The port that health and metrics are on.
  int adminPort();

  /// Bounded: at most a few seconds. Does nothing the second time.
  @Override
  void close();
}
