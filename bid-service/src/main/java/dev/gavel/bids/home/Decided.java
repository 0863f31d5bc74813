package dev.gavel.bids.home;

import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import java.util.Optional;

/// A decision with what else is stored and told of it.
///
/// @param appendedAtMs when the broker appended the command
/// @param gateway the gateway that waits for the answer
/// @param follows the command for another room that follows from it
public record Decided(
    RoomCommand command,
    Decision decision,
    long appendedAtMs,
    Optional<String> gateway,
    Optional<RoomCommand> follows) {}
