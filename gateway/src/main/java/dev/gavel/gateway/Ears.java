package dev.gavel.gateway;

import dev.gavel.gateway.bids.LoggedCommands;
import dev.gavel.gateway.hub.Floor;
import dev.gavel.gateway.results.Heard;
import dev.gavel.gateway.results.Said;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;

/// Brings what is heard to whoever it is for.
record Ears(Floor floor, LoggedCommands commands) implements Heard {
  @Override
  public void update(RoomUpdate update) {
    floor.hub().update(update);
  }

  /// Its updates may be the only word of them that gets through.
  @Override
  public void decision(Decision decision) {
    decision.updates().forEach(this::update);
    commands.decided(decision);
  }

  @Override
  public void interrupted(String room) {
    floor.hub().interrupted(room);
  }

  @Override
  public void said(Said said) {
    floor.talk().heard(said);
  }
}
