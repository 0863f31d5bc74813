package dev.gavel.bids.verify;

import dev.gavel.model.Why;
import java.io.IOException;

/// A file or a server that cannot be read: then nothing is said about agreement.
final class UnreadableEvidence extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableEvidence(String what) {
    super(what);
  }

  /// Says the reason at the bottom, which is the one that somebody can mend.
  UnreadableEvidence(String what, Throwable cause) {
    super(what + ": " + reason(Why.bottom(cause)), cause);
  }

  private static String reason(Throwable bottom) {
    return bottom.getMessage() == null ? bottom.toString() : bottom.getMessage();
  }
}
