package dev.gavel.gateway.bids;

import dev.gavel.model.Answer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// What becomes of commands. Each that came ends in exactly one `gavel_bids_total`, by its answer's
/// status or code; a `pending` one besides in exactly one `gavel_bids_pending_total`, unless it is
/// still open (`gavel_commands_open`). No label names a partition, a room or a user.
public final class CommandMeters {
  private static final String ANSWERS = "gavel_bids_total";
  private static final String LATE = "gavel_bids_pending_total";

  private final MeterRegistry registry;
  private final Map<String, Counter> byCode = new ConcurrentHashMap<>();
  private final Timer received;
  private final Timer decided;
  private final Counter told;
  private final Counter forgotten;

  public CommandMeters(MeterRegistry registry) {
    this.registry = registry;
    this.received = registry.timer("gavel_bid_ack", "stage", "received");
    this.decided = registry.timer("gavel_bid_ack", "stage", "decided");
    this.told = registry.counter(LATE, "end", "told");
    this.forgotten = registry.counter(LATE, "end", "forgotten");
    // There from the start, so that the first rise of an alarm's counter is seen as one.
    byCode("OVERLOADED");
  }

  MeterRegistry registry() {
    return registry;
  }

  void received(long nanos) {
    received.record(nanos, TimeUnit.NANOSECONDS);
  }

  void decided(long nanos) {
    decided.record(nanos, TimeUnit.NANOSECONDS);
  }

  /// An author who had heard `pending` was told the decision.
  void toldLate() {
    told.increment();
  }

  /// No caller waits any more for a decision that never came.
  void forgotten() {
    forgotten.increment();
  }

  /// A command has its answer.
  void answered(Outcome outcome) {
    answered(
        switch (outcome) {
          case Outcome.Decided(var decision) -> status(decision.answer());
          case Outcome.Pending _ -> "pending";
          case Outcome.Overloaded _ -> "OVERLOADED";
          case Outcome.Unavailable _ -> "UNAVAILABLE";
          case Outcome.Unknown _ -> "UNKNOWN";
        });
  }

  /// A command has its answer, of this code.
  ///
  /// @param code a status, or a refusal's code
  public void answered(String code) {
    byCode(code).increment();
  }

  private Counter byCode(String code) {
    return byCode.computeIfAbsent(code, name -> registry.counter(ANSWERS, "code", name));
  }

  private static String status(Answer answer) {
    return switch (answer) {
      case Answer.Leading _ -> "leading";
      case Answer.OutbidAtOnce _ -> "outbid";
      case Answer.MaximumSet _ -> "maximum";
      case Answer.MaximumUnchanged _ -> "unchanged";
      case Answer.Done _, Answer.Ticked _ -> "done";
      case Answer.Refused refused -> refused.code().name();
    };
  }
}
