package dev.gavel.model;

/// In what capacity a command was given; a fact from the verified token, never from a payload.
public enum Role {
  BIDDER,
  STAFF,
  /// A bid worker (ticks only).
  WORKER
}
