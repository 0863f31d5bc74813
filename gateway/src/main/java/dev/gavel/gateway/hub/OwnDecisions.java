package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;

/// Told what is decided of users, so that rooms know their own state. Returns at once; called by
/// whichever thread brings the decision.
interface OwnDecisions {
  /// A command of this gateway was decided.
  void decided(RoomCommand command, Decision decision);

  /// Another gateway has told a user's connections an answer, or a limit.
  void heard(String user, JsonNode json);

  static OwnDecisions none() {
    return new OwnDecisions() {
      @Override
      public void decided(RoomCommand command, Decision decision) {}

      @Override
      public void heard(String user, JsonNode json) {}
    };
  }
}
