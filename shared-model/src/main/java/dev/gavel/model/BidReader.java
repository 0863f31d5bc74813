package dev.gavel.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the commands that nearly all are, bids in the very form that we write, without a tree of
/// JSON: a million of them are folded when a worker gets a partition. Whatever has another form, or
/// is wrong, is left to the strict reader.
final class BidReader {
  private static final byte[] ROOM = ascii("{\"v\":1,\"room\":\"");
  private static final byte[] ID = ascii("\",\"id\":\"");
  private static final byte[] BY = ascii("\",\"by\":\"");
  private static final byte[] ROLE = ascii("\",\"role\":\"BIDDER\",");
  private static final byte[] DEADLINE = ascii("\"notAfterMs\":");
  private static final byte[] BID = ascii("\"op\":\"bid\",\"amount\":");
  private static final byte[] MAXIMUM = ascii("\"op\":\"max\",\"amount\":");
  private static final byte[] COMMA = ascii(",");
  private static final byte[] END = ascii("}");
  private static final byte[] CASCADE = ascii(Wish.CASCADE + "\"");
  private static final byte[] FLOOR = ascii(Wish.FLOOR);
  private static final int MAX_DIGITS = 16;
  private static final boolean[] ID_BYTE = new boolean[0x80];

  static {
    for (char c = 0; c < ID_BYTE.length; c++) {
      ID_BYTE[c] = Names.isId(Character.toString(c));
    }
  }

  private final byte[] bytes;
  private int at;

  private BidReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The command, when it is a bid in our form.
  static Optional<RoomCommand> read(byte[] bytes) {
    return new BidReader(bytes).command();
  }

  private Optional<RoomCommand> command() {
    String room = skip(ROOM) ? id() : "";
    String id = skip(ID) ? id() : "";
    String by = skip(BY) && !reserved() ? id() : "";
    if (room.isEmpty() || id.isEmpty() || by.isEmpty() || !skip(ROLE)) {
      return Optional.empty();
    }
    OptionalLong notAfterMs = deadline();
    return notAfterMs.isEmpty()
        ? Optional.empty()
        : wish()
            .map(wish ->
                new RoomCommand(
                    room, id, new Author(by, Role.BIDDER), notAfterMs.getAsLong(), wish));
  }

  /// Whether a name follows that no bidder has.
  private boolean reserved() {
    return startsWith(FLOOR) || startsWith(CASCADE);
  }

  /// The deadline, or that there is none; empty when it is not one of ours.
  private OptionalLong deadline() {
    if (!skip(DEADLINE)) {
      return OptionalLong.of(RoomCommand.NO_DEADLINE);
    }
    long notAfterMs = digits();
    return notAfterMs >= 0 && notAfterMs <= RoomTerms.MAX_TIME_MS && skip(COMMA)
        ? OptionalLong.of(notAfterMs)
        : OptionalLong.empty();
  }

  private Optional<Wish> wish() {
    boolean exact = skip(BID);
    long minor = exact || skip(MAXIMUM) ? digits() : 0;
    if (minor <= 0 || minor > Amount.MAX_MINOR || !skip(END) || at != bytes.length) {
      return Optional.empty();
    }
    Amount amount = new Amount.Exact(minor);
    return Optional.of(exact ? new Wish.Bid(amount) : new Wish.Maximum(amount));
  }

  /// An id; empty when there is none.
  private String id() {
    int from = at;
    while (at < bytes.length && bytes[at] >= 0 && ID_BYTE[bytes[at]]) {
      at++;
    }
    int length = at - from;
    return length > Names.MAX_ID_CHARS
        ? ""
        : new String(bytes, from, length, StandardCharsets.ISO_8859_1);
  }

  /// A number without a leading zero; -1 when there is none, or more digits than any of ours.
  private long digits() {
    int from = at;
    long value = 0;
    while (at < bytes.length && at - from <= MAX_DIGITS && bytes[at] >= '0' && bytes[at] <= '9') {
      value = 10 * value + bytes[at++] - '0';
    }
    int length = at - from;
    boolean plain = length == 1 || (length > 1 && bytes[from] != '0');
    return plain && length <= MAX_DIGITS ? value : -1;
  }

  private boolean skip(byte[] text) {
    if (!startsWith(text)) {
      return false;
    }
    at += text.length;
    return true;
  }

  private boolean startsWith(byte[] text) {
    return bytes.length - at >= text.length
        && Arrays.equals(bytes, at, at + text.length, text, 0, text.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
