package dev.gavel.bids.verify;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;

/// The results of a partition, read beside its commands. A worker that crashed may have delivered
/// some again: those go back in place, and are set aside by whoever asks for a later one.
final class ResultTape {

  /// A decision of the results topic and its bytes there.
  // The bytes are never changed.
  @SuppressWarnings("ArrayRecordComponent")
  record Result(Decision decision, byte[] bytes) {}

  private final DecisionCodec codec = new DecisionCodec();
  private final LogEvidence.Records records;
  private final Predicate<String> rooms;
  private Optional<Result> next = Optional.empty();
  private long furthest = -1;

  /// @param rooms whose decisions count
  ResultTape(LogEvidence.Records records, Predicate<String> rooms) {
    this.records = records;
    this.rooms = rooms;
  }

  /// The next result, which stays.
  Optional<Result> peek() throws IOException {
    while (next.isEmpty()) {
      Optional<LoggedRecord> record = records.next();
      if (record.isEmpty()) {
        return next;
      }
      Result result = result(record.get());
      furthest = Math.max(furthest, result.decision.place().offset());
      if (rooms.test(result.decision.room())) {
        next = Optional.of(result);
      }
    }
    return next;
  }

  /// Goes past what was last seen.
  void pass() {
    next = Optional.empty();
  }

  /// The furthest offset that anything on the tape so far was decided of, whatever the room.
  long furthest() {
    return furthest;
  }

  private Result result(LoggedRecord record) throws UnreadableEvidence {
    return switch (codec.read(record.value())) {
      case Codec.Read.Value<Decision>(var decision) -> new Result(decision, record.value());
      case Codec.Read.Bad<Decision>(var why) ->
          throw new UnreadableEvidence("results " + record.place() + ": " + why.reason());
    };
  }
}
