package dev.gavel.gateway.engineio;

/// Hears one session. Calls never overlap and come in the order in which the client sent things,
/// over whichever transport. A slow listener delays its own session only.
public interface EngineListener {

  void text(String message);

  /// The array is the listener's to keep.
  void binary(byte[] message);

  /// The end, exactly once and last.
  ///
  /// @param cause one of a bounded set of words, fit for a metric's label
  void closed(String cause);
}
