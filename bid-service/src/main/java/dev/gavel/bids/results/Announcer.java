package dev.gavel.bids.results;

import java.util.List;

/// Tells gateways at once, in order a room. Never waits and never fails: what does not get through
/// is counted, and gateways find it by its sequence or its place. Threads share it.
public interface Announcer extends AutoCloseable {

  void announce(List<EncodedDecision> batch);

  /// Whether what is announced now gets through.
  boolean connected();

  @Override
  void close();
}
