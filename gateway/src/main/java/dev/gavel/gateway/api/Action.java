package dev.gavel.gateway.api;

/// Answers one kind of request. Refusals are replies.
@FunctionalInterface
interface Action {
  Reply answer(Call call) throws Away;
}
