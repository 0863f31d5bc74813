package dev.gavel.gateway;

import dev.gavel.gateway.bids.LoggedCommands;
import dev.gavel.gateway.hub.Floor;
import dev.gavel.gateway.results.Heard;
import dev.gavel.gateway.results.Said;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;
import dev.gavel.runtime.trace.Tracing;
import dev.gavel.runtime.trace.Work;
import io.opentelemetry.api.trace.SpanKind;

/// Brings what is heard to whoever it is for.
record Ears(Floor floor, LoggedCommands commands, Tracing tracing) implements Heard {
  /// Traced from here until it lies in the mailbox of everybody who looks at the room; where nobody
  /// does, there is nothing to trace.
  @Override
  public void update(RoomUpdate update) {
    Work deliver = tracing.follow(Work.current(), "deliver", SpanKind.CONSUMER);
    floor.hub().update(update);
    if (deliver.traced()) {
      deliver.note("gavel.room", update.room()).note("gavel.sequence", update.sequence());
      floor.hub().afterNews(update.room(), deliver::end);
    }
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
