package dev.gavel.local;

import java.io.IOException;

/// The machine does not allow a start, and the person at it can change that. The message says how,
/// in Korean and then in English.
final class CannotStart extends IOException {
  private static final long serialVersionUID = 1;

  CannotStart(String korean, String english) {
    super(korean + System.lineSeparator() + english);
  }
}
