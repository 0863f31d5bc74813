package dev.gavel.bids.verify;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What was decided at each place of a partition, so that a decision which is delivered again can
/// be compared: 24 bytes a command. Offsets are added in ascending order.
final class Digests {
  private static final int BYTES = 16;

  private final MessageDigest sha256;
  private long[] offsets = new long[1_024];
  private byte[] digests = new byte[1_024 * BYTES];
  private int size;

  Digests() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  void add(long offset, byte[] decision) {
    if (size == offsets.length) {
      offsets = Arrays.copyOf(offsets, 2 * size);
      digests = Arrays.copyOf(digests, 2 * size * BYTES);
    }
    offsets[size] = offset;
    System.arraycopy(sha256.digest(decision), 0, digests, size * BYTES, BYTES);
    size++;
  }

  boolean has(long offset) {
    return index(offset) >= 0;
  }

  /// Whether this was decided there.
  boolean has(long offset, byte[] decision) {
    int at = index(offset);
    byte[] digest = sha256.digest(decision);
    return at >= 0 && Arrays.equals(digests, at * BYTES, (at + 1) * BYTES, digest, 0, BYTES);
  }

  private int index(long offset) {
    return Arrays.binarySearch(offsets, 0, size, offset);
  }
}
