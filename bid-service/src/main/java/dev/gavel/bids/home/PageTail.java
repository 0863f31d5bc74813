package dev.gavel.bids.home;

import dev.gavel.model.Names;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest entries of a room that are not in a page yet, fewer than [Names#PAGE]. Not
/// thread-safe.
final class PageTail {
  private final List<Encoded> entries = new ArrayList<>();
  private long total;

  /// Entries that came back from the store, already joined, and before the others.
  private byte[] stored = new byte[0];

  PageTail() {}

  /// One that goes on.
  ///
  /// @param total all entries so far, those in pages too
  /// @param stored the `total % PAGE` newest, joined
  PageTail(long total, byte[] stored) {
    this.total = total;
    this.stored = stored;
  }

  /// A full page.
  ///
  /// @param number from 0 on
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Full(long number, byte[] stored, List<Encoded> entries) {
    byte[] bytes() {
      return join(stored, entries);
    }
  }

  /// Adds an entry; answers the page that it fills.
  Optional<Full> add(Encoded entry) {
    entries.add(entry);
    total++;
    if (total % Names.PAGE != 0) {
      return Optional.empty();
    }
    Full full = new Full(total / Names.PAGE - 1, stored, List.copyOf(entries));
    entries.clear();
    stored = new byte[0];
    return Optional.of(full);
  }

  /// How many entries there were in all.
  long total() {
    return total;
  }

  byte[] bytes() {
    return join(stored, entries);
  }

  private static byte[] join(byte[] first, List<Encoded> entries) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(first);
    entries.forEach(entry -> joined.writeBytes(entry.bytes()));
    return joined.toByteArray();
  }
}
