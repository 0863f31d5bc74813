package dev.gavel.gateway.view;

import dev.gavel.model.Decision;
import dev.gavel.model.Wish;
import java.util.Optional;

/// One decision as stored, without the updates that it caused.
///
/// @param decision its answer, place and receipt; its updates are empty
/// @param amount what was said when the command names an amount; digits when it was a number
/// @param paddle of a bid from the floor, which staff entered
public record StoredBid(Decision decision, Optional<String> amount, Optional<Integer> paddle) {

  /// Who bid.
  public String bidder() {
    return paddle.map(number -> Wish.FLOOR + number).orElse(decision.by().id());
  }
}
