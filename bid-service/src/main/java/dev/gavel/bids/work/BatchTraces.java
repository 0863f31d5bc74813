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

/// The traces of commands that are decided and not yet told: `decide` from the turn that decided
/// until the results topic has it, and in it `persist` (MongoDB) and `publish` (Redis, results
/// topic). A batch shares its stages, so commands of one batch have spans of one length.
///
/// The deciding thread begins them; the committing thread or the producer's ends them. Holds no
/// more than there is in batches under way.
final class BatchTraces {
  private record Open(Work decide, Work part) {}

  private final Tracing tracing;
  private final Map<Place, Open> open = new ConcurrentHashMap<>();

  BatchTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  /// A batch was decided, which took `nanos`. Consumers of its traced decisions follow ours.
  ///
  /// @return the batch to commit
  PartitionBatch decided(PartitionBatch batch, long nanos) {
    if (!tracing.isOn() || batch.decided().stream().allMatch(one -> one.trace().isEmpty())) {
      return batch;
    }
    return batch.with(batch.decided().stream().map(one -> begin(one, nanos)).toList());
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

  /// A stage begins. Log lines until the returned is closed name the first of the batch's traces.
  Work.Opened begins(CommitStage stage, PartitionBatch batch) {
    Work first = Work.NONE;
    for (Decided one : traced(batch)) {
      Open now = open.get(one.decision().place());
      if (now == null) {
        continue;
      }
      Optional<String> part = begun(stage);
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

  private static Optional<String> begun(CommitStage stage) {
    return switch (stage) {
      case STORE_PAGES -> Optional.of("persist");
      case PUBLISH_UPDATES -> Optional.of("publish");
      case CHECK_TOPIC, STORE_HEADS, APPEND_RESULTS, APPEND_CASCADES -> Optional.empty();
    };
  }

  /// A stage was carried out.
  void carriedOut(CommitStage stage, PartitionBatch batch) {
    boolean ends = stage == CommitStage.STORE_HEADS || stage == CommitStage.APPEND_RESULTS;
    for (Decided one : ends ? traced(batch) : List.<Decided>of()) {
      Open now = open.get(one.decision().place());
      if (now != null) {
        now.part().end();
      }
      if (now != null && stage == CommitStage.APPEND_RESULTS) {
        now.decide().end();
        open.remove(one.decision().place());
      }
    }
  }

  private List<Decided> traced(PartitionBatch batch) {
    return open.isEmpty()
        ? List.of()
        : batch.decided().stream().filter(one -> one.trace().isPresent()).toList();
  }
}
