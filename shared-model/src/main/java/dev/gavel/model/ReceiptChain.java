package dev.gavel.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The receipts of one room, each the SHA-256 of the one before it and of everything about one
/// decision (README: "Receipts"), so that nothing in a room's log can be changed, left out or moved
/// without changing every later receipt. Not thread-safe.
public final class ReceiptChain {
  public static final int BYTES = 32;

  /// The receipt before the first.
  public static final String NONE = "0".repeat(2 * BYTES);

  private static final int NUMBERS_BYTES = 2 * Integer.BYTES + 2 * Long.BYTES;
  private static final DecisionCodec DECISIONS = new DecisionCodec();

  private final MessageDigest sha256;

  /// The receipt before, and the numbers.
  private final ByteBuffer first = ByteBuffer.allocate(BYTES + NUMBERS_BYTES);

  private final JsonOut json = new JsonOut();
  private byte[] head = new byte[BYTES];

  public ReceiptChain() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// Adds a decision; answers its receipt, 64 hex digits.
  ///
  /// @param command the command's bytes as logged
  /// @param decision the decision's bytes without receipts ([DecisionCodec#writeUnsealed])
  public String add(byte[] command, Place place, long appendedAtMs, byte[] decision) {
    begin(command, place, appendedAtMs);
    sha256.update(decision);
    return end();
  }

  /// Adds a decision that has no receipt yet.
  public String add(byte[] command, long appendedAtMs, Decision decision) {
    begin(command, decision.place(), appendedAtMs);
    DECISIONS.unsealed(json, decision).addTo(sha256);
    return end();
  }

  private void begin(byte[] command, Place place, long appendedAtMs) {
    first
        .clear()
        .put(head)
        .putInt(place.partition())
        .putLong(place.offset())
        .putLong(appendedAtMs)
        .putInt(command.length);
    sha256.update(first.array());
    sha256.update(command);
  }

  private String end() {
    head = sha256.digest();
    return HexFormat.of().formatHex(head);
  }

  /// Begins anew.
  public void clear() {
    head = new byte[BYTES];
  }
}
