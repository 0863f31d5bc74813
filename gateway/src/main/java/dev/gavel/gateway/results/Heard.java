package dev.gavel.gateway.results;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;
import java.util.function.Supplier;

/// Told what comes in. Called on threads that must not be held up: takes, and returns at once.
public interface Heard {
  void update(RoomUpdate update);

  /// A decision that somebody may wait for, with the updates that it caused.
  void decision(Decision decision);

  /// The room was not listened to for a moment: something may have been missed.
  void interrupted(String room);

  /// Somebody said something in a room, maybe at another gateway.
  void said(Said said);

  /// Tells nobody.
  Heard NOBODY =
      new Heard() {
        @Override
        public void update(RoomUpdate update) {}

        @Override
        public void decision(Decision decision) {}

        @Override
        public void interrupted(String room) {}

        @Override
        public void said(Said said) {}
      };

  /// Tells whoever it is at the time.
  static Heard whoever(Supplier<Heard> at) {
    return new Heard() {
      @Override
      public void update(RoomUpdate update) {
        at.get().update(update);
      }

      @Override
      public void decision(Decision decision) {
        at.get().decision(decision);
      }

      @Override
      public void interrupted(String room) {
        at.get().interrupted(room);
      }

      @Override
      public void said(Said said) {
        at.get().said(said);
      }
    };
  }
}
