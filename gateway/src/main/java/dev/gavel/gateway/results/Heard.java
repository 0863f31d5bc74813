package dev.gavel.gateway.results;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;

/// Told what comes in. Called on threads that must not be held up: takes, and returns at once.
public interface Heard {
  void update(RoomUpdate update);

  /// A decision that somebody may wait for, with the updates that it caused.
  void decision(Decision decision);

  /// The room was not listened to for a moment: something may have been missed.
  void interrupted(String room);
}
