package dev.gavel.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The receipts of one room, each the SHA-256 of the one before it and of everything about one
/// decision (README: "Receipts"), so that nothing in a room's log can be changed, left out or moved
/// without changing every later receipt. Not thread-safe.
public final class ReceiptChain {
  public static final int BYTES = 32;

  /// The receipt before the first.
  public static final String NONE = "0".repeat(2 * BYTES);

  private static final DecisionCodec DECISIONS = new DecisionCodec();

  private final MessageDigest sha256;
  private final JsonBinary hashed = new JsonBinary();
  private final byte[] head = new byte[BYTES];

  public ReceiptChain() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// One that goes on after a receipt, 64 hex digits.
  public static ReceiptChain after(String receipt) {
    ReceiptChain chain = new ReceiptChain();
    byte[] head = HexFormat.of().parseHex(receipt);
    System.arraycopy(head, 0, chain.head, 0, BYTES);
    return chain;
  }

  /// Adds a decision, whatever receipt it has; answers its receipt here, 64 hex digits.
  ///
  /// @param command the command's bytes as logged
  public String add(byte[] command, Place place, long appendedAtMs, Decision decision) {
    hashed
        .clear()
        .raw(head)
        .raw(place.partition())
        .raw(place.offset())
        .raw(appendedAtMs)
        .raw(command.length)
        .raw(command);
    DECISIONS.unsealed(hashed, decision);
    hashed.digest(sha256, head);
    return HexFormat.of().formatHex(head);
  }

  /// Begins anew.
  public void clear() {
    Arrays.fill(head, (byte) 0);
  }
}
