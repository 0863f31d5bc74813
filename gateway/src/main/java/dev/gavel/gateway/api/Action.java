package dev.gavel.gateway.api;

import dev.gavel.gateway.store.ViewAway;

/// Answers one kind of request. Refusals are replies.
@FunctionalInterface
interface Action {
  Reply answer(Call call) throws ViewAway;
}
