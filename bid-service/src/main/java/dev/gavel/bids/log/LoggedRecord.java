package dev.gavel.bids.log;

import dev.gavel.model.Place;
import java.util.Optional;

/// A record of the commands topic, not yet read.
///
/// @param appendedAtMs the broker's stamp, epoch milliseconds
/// @param key the record's key as text; empty when it has none
/// @param gateway the gateway that waits for the answer, when the header names one
/// @param trace where the trace of the work behind it is, when the header says so
// Nobody compares or changes the bytes; a copy a command would cost more than it guards.
@SuppressWarnings("ArrayRecordComponent")
public record LoggedRecord(
    int partition,
    long offset,
    long appendedAtMs,
    String key,
    byte[] value,
    Optional<String> gateway,
    Optional<String> trace) {

  /// One that nobody traces.
  public LoggedRecord(
      int partition,
      long offset,
      long appendedAtMs,
      String key,
      byte[] value,
      Optional<String> gateway) {
    this(partition, offset, appendedAtMs, key, value, gateway, Optional.empty());
  }

  public Place place() {
    return new Place(partition, offset);
  }
}
