package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.DecisionCodec;
import java.util.List;

/// A decision with its JSON, written once for the results topic and for the gateway that waits.
///
/// @param json as [DecisionCodec] writes it
// No consumer compares or changes the bytes.
@SuppressWarnings("ArrayRecordComponent")
public record EncodedDecision(Decided decided, byte[] json) {
  private static final DecisionCodec CODEC = new DecisionCodec();

  public static List<EncodedDecision> all(List<Decided> decided) {
    return decided.stream()
        .map(one -> new EncodedDecision(one, CODEC.write(one.decision())))
        .toList();
  }
}
