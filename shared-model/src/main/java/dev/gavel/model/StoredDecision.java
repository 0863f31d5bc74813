package dev.gavel.model;

import java.util.Optional;
import java.util.OptionalInt;

/// One decision as it stands in a decision page, in a room's tail or in a share.
///
/// @param decision without its updates: those stand in the update pages
/// @param amount what was said when the command names an amount; digits when it was a number
/// @param paddle of a bid from the floor, which staff entered
/// @param fingerprint hash of the command's body: tells a repetition from another command with the
///   same id
public record StoredDecision(
    Decision decision, Optional<String> amount, OptionalInt paddle, long fingerprint) {

  public StoredDecision {
    if (!decision.updates().isEmpty()) {
      throw new IllegalArgumentException("updates are stored apart");
    }
  }

  /// Whose bid it is: the floor bidder of a floor bid, else the author.
  public String bidder() {
    return paddle.isPresent() ? Wish.FLOOR + paddle.getAsInt() : decision.by().id();
  }
}
