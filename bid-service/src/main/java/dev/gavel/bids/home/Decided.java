package dev.gavel.bids.home;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.util.Optional;

/// A decision with what else is stored and told of it.
///
/// @param appendedAtMs when the broker appended the command
/// @param gateway the gateway that waits for the answer
/// @param trace where the trace of it is, for whoever is told
/// @param follows the command for another room that follows from it
public record Decided(
    RoomCommand command,
    Decision decision,
    long appendedAtMs,
    Optional<String> gateway,
    Optional<String> trace,
    Optional<RoomCommand> follows) {

  /// One that nobody traces, and from which nothing follows.
  public Decided(
      RoomCommand command, Decision decision, long appendedAtMs, Optional<String> gateway) {
    this(command, decision, appendedAtMs, gateway, Optional.empty(), Optional.empty());
  }

  static Decided of(Line.Command command, Decision decision, Optional<RoomCommand> follows) {
    return new Decided(
        command.entry().command(),
        decision,
        command.entry().appendedAtMs(),
        command.gateway(),
        command.trace(),
        follows);
  }

  /// The same under another trace.
  public Decided traced(Optional<String> now) {
    return new Decided(command, decision, appendedAtMs, gateway, now, follows);
  }
}
