package dev.gavel.gateway.words;

/// What bidders of one room are called to others. Never throws, never blocks for long.
@FunctionalInterface
public interface Naming {
  /// A label, fit to stand in a line of text. `bidder` is a user's id, or `floor:N`.
  String label(String bidder);
}
