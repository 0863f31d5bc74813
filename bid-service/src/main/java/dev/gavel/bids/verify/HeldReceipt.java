package dev.gavel.bids.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a bidder kept of an answer: a receipt, and what else stood beside it.
///
/// @param place empty when only the receipt was kept; so are room and sequence
record HeldReceipt(String receipt, String room, String place, String sequence) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  /// Reads 64 hex digits, or the JSON object of an answer with at least a `receipt`.
  static Optional<HeldReceipt> of(String text) {
    if (HEX.matcher(text).matches()) {
      return Optional.of(new HeldReceipt(text, "", "", ""));
    }
    try {
      JsonNode answer = JSON.readTree(text);
      HeldReceipt held =
          new HeldReceipt(
              answer.path("receipt").asText(),
              answer.path("room").asText(),
              answer.path("place").asText(),
              answer.path("sequence").asText());
      return Optional.of(held).filter(any -> HEX.matcher(any.receipt).matches());
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /// Whether this decision is the one that the receipt was given for.
  boolean isOf(Decision decision) {
    return place.isEmpty()
        ? receipt.equals(decision.receipt())
        : place.equals(decision.place().toString());
  }

  /// How what was kept differs from the decision that it was given for.
  Optional<Difference> against(LogEntry entry, Decision decision) {
    for (List<String> pair :
        List.of(
            List.of("room", room, decision.room()),
            List.of("sequence", sequence, Long.toString(decision.sequence())),
            List.of("receipt", receipt, decision.receipt()))) {
      String held = pair.get(1);
      if (!held.isEmpty() && !held.equals(pair.get(2))) {
        return Optional.of(Difference.at(entry, "held " + pair.getFirst(), pair.get(2), held));
      }
    }
    return Optional.empty();
  }
}
