package dev.gavel.bids.verify;

import java.io.IOException;

/// A file or a server that cannot be read: then nothing is said about agreement.
final class UnreadableEvidence extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableEvidence(String what) {
    super(what);
  }

  UnreadableEvidence(String what, Throwable cause) {
    super(what + ": " + cause, cause);
  }
}
