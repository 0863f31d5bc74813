package dev.gavel.gateway.view;

import dev.gavel.model.Decision;
import java.util.Optional;

/// One decision as stored, without the updates that it caused.
///
/// @param decision its answer, place and receipt; its updates are empty
/// @param amount what was said when the command names an amount; digits when it was a number
public record StoredBid(Decision decision, Optional<String> amount) {}
