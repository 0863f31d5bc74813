package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import java.util.List;

/// Tells gateways at once, in order. Never waits and never fails: what does not get through is
/// counted, and gateways find it by its sequence or its place.
public interface Announcer extends AutoCloseable {

  void announce(List<Decided> decided);

  /// Whether what is announced now gets through.
  boolean connected();

  @Override
  void close();
}
