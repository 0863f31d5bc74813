package dev.gavel.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Names that stand as one byte in what receipts are made over (README: "Receipts").
final class NumberedNames {

  /// The first 24 are CBOR's numbers from 0 on, the others those from -1 down. Any other name is
  /// spelled. Fixed: another order gives other receipts.
  static final List<String> ALL =
      List.of(
          "v",
          "room",
          "place",
          "id",
          "by",
          "role",
          "op",
          "atMs",
          "answer",
          "status",
          "bid",
          "price",
          "duplicate",
          "sequence",
          "updates",
          "event",
          "type",
          "bidder",
          "kind",
          "outbidAtOnce",
          "standing",
          "phase",
          "paused",
          "leader",
          "minimum",
          "endsAtMs",
          "reserveMet",
          "bids",
          "warnings",
          "code",
          "extendedToMs",
          "raised",
          "outcome",
          "reason");

  // RFC 8949 section 3: numbers of 0 to 23 and of -1 to -24 are one byte, of two kinds.
  private static final int NEGATIVE = 1 << 5;
  private static final int A_KIND = 24;

  /// Gives every name a slot of its own, so that one comparison finds it.
  private static final int SPREAD = 47_221;

  private static final int SLOT_BITS = 8;
  private static final String[] NAMES = new String[1 << SLOT_BITS];
  private static final byte[] OCTETS = new byte[1 << SLOT_BITS];

  static {
    Arrays.fill(NAMES, "");
    for (int i = 0; i < ALL.size(); i++) {
      int slot = slot(ALL.get(i));
      if (!NAMES[slot].isEmpty()) {
        throw new AssertionError("two names in one slot: " + ALL.get(i));
      }
      NAMES[slot] = ALL.get(i);
      OCTETS[slot] = (byte) (i < A_KIND ? i : NEGATIVE | (i - A_KIND));
    }
  }

  private NumberedNames() {}

  /// The byte of a name; -1 when it has none.
  static int octet(String name) {
    int slot = slot(name);
    return NAMES[slot].equals(name) ? OCTETS[slot] : -1;
  }

  /// The name that stands as a CBOR number.
  static Optional<String> name(int number) {
    int index = number < 0 ? A_KIND - 1 - number : number;
    boolean known = index < ALL.size() && (number < 0 || number < A_KIND);
    return known ? Optional.of(ALL.get(index)) : Optional.empty();
  }

  private static int slot(String name) {
    return (name.hashCode() * SPREAD) >>> (Integer.SIZE - SLOT_BITS);
  }
}
