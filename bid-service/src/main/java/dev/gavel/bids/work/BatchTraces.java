package dev.gavel.bids.work;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.runtime.trace.Tracing;
import dev.gavel.runtime.trace.Work;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The traces of commands that are decided and not yet told: `decide` from the turn that decided to
/// the announcement, and in it `persist` (MongoDB) and `publish` (results topic, Redis). A batch
/// shares its steps, so commands of one batch have spans of one length.
///
/// The deciding thread begins them, the storing thread ends them. Holds no more than there is in
/// batches under way.
final class BatchTraces {
  private record Open(Work decide, Work part) {}

  private final Tracing tracing;
  private final Map<Place, Open> open = new ConcurrentHashMap<>();

  BatchTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /// A batch was decided, which took `nanos`. Whoever is told of its traced decisions follows ours.
  ///
  /// @return the batch to store and tell
  Batch decided(Batch batch, long nanos) {
    if (!tracing.isOn() || batch.decided().stream().allMatch(one -> one.trace().isEmpty())) {
      return batch;
    }
    return new Batch(
        batch.shares().stream()
            .map(share ->
                new Batch.Share(
                    share.seat(),
                    share
                        .slice()
                        .with(
                            share.slice().decided().stream()
                                .map(one -> begin(one, nanos))
                                .toList())))
            .toList());
  }

  private Decided begin(Decided one, long nanos) {
    Work decide = tracing.follow(Work.elsewhere(one.trace()), "decide", SpanKind.CONSUMER, nanos);
    if (!decide.traced()) {
      return one;
    }
    Decision decision = one.decision();
    decide
        .note("messaging.system", "kafka")
        .note("messaging.destination.name", Names.COMMANDS)
        .note("messaging.destination.partition.id", Integer.toString(decision.place().partition()))
        .note("messaging.kafka.offset", decision.place().offset())
        .note("gavel.room", decision.room())
        .note("gavel.op", decision.op())
        .note(
            "gavel.answer",
            decision.answer() instanceof Answer.Refused refused
                ? refused.code().name()
                : "ACCEPTED")
        .event("decided");
    open.put(decision.place(), new Open(decide, Work.NONE));
    return one.traced(decide.traceparent());
  }

  /// A step begins. Log lines until the returned is closed name the first of the batch's traces.
  Work.Opened begins(Step step, Batch batch) {
    Work first = Work.NONE;
    for (Decided one : traced(batch)) {
      Open now = open.get(one.decision().place());
      if (now == null) {
        continue;
      }
      Optional<String> part = begun(step);
      if (part.isPresent()) {
        Work begun = now.decide().part(part.get(), SpanKind.CLIENT);
        now.part().end();
        now = new Open(now.decide(), begun.note("gavel.batch.commands", batch.decided().size()));
        open.put(one.decision().place(), now);
      }
      first = first.traced() ? first : now.part();
    }
    return first.open();
  }

  private static Optional<String> begun(Step step) {
    return switch (step) {
      case STORE_DECISIONS -> Optional.of("persist");
      case APPEND_RESULTS -> Optional.of("publish");
      case CHECK_LOG, STORE_ROOMS, APPEND_CASCADE, ANNOUNCE, STORE_PLACES -> Optional.empty();
    };
  }

  /// A step was carried out.
  void carriedOut(Step step, Batch batch) {
    boolean ends = step == Step.STORE_ROOMS || step == Step.ANNOUNCE;
    for (Decided one : ends ? traced(batch) : List.<Decided>of()) {
      Open now = open.get(one.decision().place());
      if (now != null) {
        now.part().end();
      }
      if (now != null && step == Step.ANNOUNCE) {
        now.decide().end();
        open.remove(one.decision().place());
      }
    }
  }

  private List<Decided> traced(Batch batch) {
    return open.isEmpty()
        ? List.of()
        : batch.decided().stream().filter(one -> one.trace().isPresent()).toList();
  }
}
