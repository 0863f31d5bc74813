package dev.gavel.local.load;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The bids of one seat, as frames: one mold for each field that a bid may have. A seat that comes
/// back speaks as it did.
final class Molds {
  private final String room;
  private final String mark;
  private final Map<String, Mold> byField = new ConcurrentHashMap<>();

  /// @param mark first part of every bid's id
  Molds(String room, String mark) {
    this.room = room;
    this.mark = mark;
  }

  /// @param field `price` or `max`
  byte[] bid(Speech speech, String field, long number, long amount) {
    return byField.computeIfAbsent(field, what -> mold(speech, what)).frame(number, amount);
  }

  private Mold mold(Speech speech, String field) {
    String bid =
        "{\"roomId\":\"%s\",\"%s\":%s,\"id\":\"%s%s\"}"
            .formatted(room, field, Mold.AMOUNT, mark, Mold.NUMBER);
    return new Mold(speech.request("bid", Mold.NUMBER, bid));
  }
}
