package dev.gavel.gateway.recovery;

import dev.gavel.model.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How far a peer is in each of its rooms, as the last argument of every event: `room:12,other:7`,
/// or `-` while it sits in none. A vector, because one number would say nothing about the others.
final class Offset {
  static final String NOWHERE = "-";

  private Offset() {}

  static String of(Map<String, Long> reached) {
    if (reached.isEmpty()) {
      return NOWHERE;
    }
    StringBuilder text = new StringBuilder(reached.size() * 32);
    reached.forEach((room, sequence) -> {
      if (!text.isEmpty()) {
        text.append(',');
      }
      text.append(room).append(':').append(sequence);
    });
    return text.toString();
  }

  /// Empty for what [#of] did not write: another event's last argument, or an invention.
  static Optional<Map<String, Long>> read(String text) {
    Map<String, Long> reached = new LinkedHashMap<>();
    if (text.equals(NOWHERE)) {
      return Optional.of(reached);
    }
    for (String part : text.split(",", -1)) {
      int colon = part.lastIndexOf(':'); // a room's id may hold one
      String digits = part.substring(colon + 1);
      boolean fits = colon > 0 && digits.matches("[0-9]{1,18}");
      if (!fits || !Names.isId(part.substring(0, colon))) {
        return Optional.empty();
      }
      reached.put(part.substring(0, colon), Long.parseLong(digits));
    }
    return Optional.of(reached);
  }
}
