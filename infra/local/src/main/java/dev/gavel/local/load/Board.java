package dev.gavel.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;

/// What is known of one room from all of its viewers together.
final class Board {
  private static final byte[] SEQUENCE = Span.key("sequence");
  private static final byte[] AT = Span.key("atMs");
  private static final byte[] MINIMUM = Span.key("minimum");
  private static final byte[] ENDS = Span.key("endsAtMs");
  private static final byte[] EXTENDED = Span.key("extendedToMs");
  private static final byte[] RECEIPT = Span.key("receipt");
  private static final byte[] OUTCOME = Span.key("outcome");

  private final String room;
  private long[] receipts = new long[1024];
  private long[] atMs = new long[1024];
  private long newest;
  private long endsAtMs;
  private int extensions;
  private int closedEarly;
  private volatile boolean closed;
  private volatile long minimum;
  private volatile int leader = -1;

  Board(String room, long minimum) {
    this.room = room;
    this.minimum = minimum;
  }

  String room() {
    return room;
  }

  static long sequence(Span fact) {
    return fact.number(SEQUENCE, 0);
  }

  /// Learns a fact, or compares it with what another viewer was told under this number.
  ///
  /// @return whether they agree
  synchronized boolean agrees(long sequence, Span fact) {
    grow(sequence);
    int slot = (int) sequence;
    int at = fact.lastValueOf(RECEIPT);
    long receipt = at == Span.NOT_FOUND ? 0 : fact.hashAt(at);
    if (receipts[slot] != 0) {
      return receipts[slot] == receipt;
    }
    receipts[slot] = receipt;
    atMs[slot] = fact.number(AT, 0);
    if (sequence > newest) {
      newest = sequence;
      learn(slot, fact);
    }
    return receipt != 0;
  }

  private void learn(int slot, Span fact) {
    minimum = fact.number(MINIMUM, minimum);
    extensions += fact.valueOf(EXTENDED) == Span.NOT_FOUND ? 0 : 1;
    if (fact.valueOf(OUTCOME) != Span.NOT_FOUND) {
      closed = true;
      closedEarly += atMs[slot] < endsAtMs ? 1 : 0;
    }
    endsAtMs = fact.number(ENDS, endsAtMs);
  }

  private void grow(long sequence) {
    if (sequence >= receipts.length) {
      int length = (int) Math.max(sequence + 1, receipts.length * 2L);
      receipts = Arrays.copyOf(receipts, length);
      atMs = Arrays.copyOf(atMs, length);
    }
  }

  /// The log's time of a fact that was learnt.
  synchronized long atMs(long sequence) {
    return atMs[(int) sequence];
  }

  synchronized long newest() {
    return newest;
  }

  /// From a snapshot: where its reader begins, the least that may be bid, when the room ends.
  synchronized void begin(long sequence, JsonNode standing) {
    grow(sequence);
    if (sequence > newest) {
      newest = sequence;
      minimum = standing.path("minimum").asLong();
      endsAtMs = standing.path("endsAtMs").asLong();
    }
  }

  long minimum() {
    return minimum;
  }

  boolean closed() {
    return closed;
  }

  synchronized int extensions() {
    return extensions;
  }

  /// When the room ends, as last told; 0 when nobody sits in it.
  synchronized long endsAtMs() {
    return endsAtMs;
  }

  /// Whether it was said to be closed before its end by the log's own time.
  synchronized boolean closedEarly() {
    return closedEarly > 0;
  }

  /// The user who bid last with success, as far as seen: bidding against oneself is refused.
  int leader() {
    return leader;
  }

  void leader(int user) {
    leader = user;
  }
}
