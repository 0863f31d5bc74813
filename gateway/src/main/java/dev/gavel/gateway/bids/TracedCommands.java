package dev.gavel.gateway.bids;

import dev.gavel.model.Answer;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import dev.gavel.runtime.trace.Tracing;
import dev.gavel.runtime.trace.Work;
import io.opentelemetry.api.trace.SpanKind;
import java.util.concurrent.CompletableFuture;

/// The way to the log with a trace around it: from here to the answer.
///
/// A trace begins here and nowhere before: what a client sends along is not followed, or clients
/// would decide how much is traced.
public record TracedCommands(Commands to, Tracing tracing) implements Commands {

  @Override
  public CompletableFuture<Outcome> send(RoomCommand command) {
    Work work = tracing.begin(name(command.wish()), SpanKind.SERVER);
    if (!work.traced()) {
      return to.send(command);
    }
    work.note("gavel.room", command.room()).note("gavel.op", command.wish().op());
    try (Work.Opened _ = work.open()) {
      return to.send(command).whenComplete((outcome, _) -> ended(work, outcome));
    }
  }

  private static String name(Wish wish) {
    return wish instanceof Wish.Bid || wish instanceof Wish.Maximum ? "bid" : "command";
  }

  private static void ended(Work work, Outcome outcome) {
    switch (outcome) {
      case Outcome.Decided(var decision) ->
          work.note(
              "gavel.answer",
              decision.answer() instanceof Answer.Refused refused
                  ? refused.code().name()
                  : "ACCEPTED");
      case Outcome.Pending _ -> work.note("gavel.answer", "PENDING");
      case Outcome.Overloaded _ -> work.note("gavel.answer", "OVERLOADED");
      case Outcome.Unavailable _ -> work.failed("UNAVAILABLE");
      case Outcome.Unknown _ -> work.failed("UNKNOWN");
    }
    work.end();
  }
}
