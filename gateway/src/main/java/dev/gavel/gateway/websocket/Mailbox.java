package dev.gavel.gateway.websocket;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on one connection, and the only way to its socket. Many threads put in;
/// the connection's [Reactor] alone takes out, many entries in one write, and never waits.
final class Mailbox {

  /// Who sees to the writing.
  interface Wire {
    /// Something waits: [#next] is to be called.
    void due();

    /// The socket is full: [#next] is to be called when it takes bytes again.
    void blocked();

    /// The entry that was put in as the last one has been written.
    void lastWritten();
  }

  private enum Then {
    REST,
    MORE,
    LAST
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Wire wire;
  private final SocketLimits.Mailbox limits;
  // Neither the list nor the lock is an object: what a broadcast costs is the memory it touches.
  private @Nullable QueuedFrames first;
  private @Nullable QueuedFrames last;
  private int messages;
  private int bytes;

  /// [#next] is to come.
  private boolean expected;

  private boolean lastPut;
  private boolean shut;

  /// What the socket has not taken of the last write. Belongs to the writing thread.
  private ByteBuffer rest = NOTHING;

  /// Since when the rest waits, in nanoseconds; 0 when there is none.
  private volatile long waitingSince;

  Mailbox(Wire wire, SocketLimits.Mailbox limits) {
    this.wire = wire;
    this.limits = limits;
  }

  /// How an offer ended.
  enum Offer {
    TAKEN,
    CLOSED,
    /// Even without what may be dropped there is no room; the mailbox is shut.
    FULL
  }

  /// Puts an entry in.
  ///
  /// @param messageCount how many messages it holds: the limit is one of messages, however many of
  ///   them come together
  /// @param key of two waiting entries with one key the older may be dropped when room is short
  synchronized Offer offer(byte[] entry, int messageCount, @Nullable String key) {
    if (shut || lastPut) {
      return Offer.CLOSED;
    }
    if (full(entry.length, messageCount)) {
      conflate(key);
      if (full(entry.length, messageCount)) {
        shut();
        return Offer.FULL;
      }
    }
    put(new QueuedFrames(entry, messageCount, key));
    return Offer.TAKEN;
  }

  /// Puts in the very last entry (a Close frame), whatever the limits say. False when there is one
  /// already.
  synchronized boolean offerLast(byte[] entry) {
    if (shut || lastPut) {
      return false;
    }
    lastPut = true;
    put(new QueuedFrames(entry, 1, null));
    return true;
  }

  /// Drops everything; nothing is taken any more.
  synchronized void shut() {
    shut = true;
    empty();
  }

  /// How long what was written last has waited for the socket to take the rest of it.
  long writingMs(long nowNanos) {
    long since = waitingSince;
    return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - since);
  }

  /// Whether everything is with the kernel.
  synchronized boolean isIdle() {
    return !expected;
  }

  private boolean full(int moreBytes, int moreMessages) {
    return first != null
        && (messages + moreMessages > limits.maxEntries() || bytes + moreBytes > limits.maxBytes());
  }

  private void put(QueuedFrames entry) {
    append(entry);
    if (!expected) {
      expected = true;
      wire.due();
    }
  }

  private void append(QueuedFrames entry) {
    if (last == null) {
      first = entry;
    } else {
      last.next = entry;
    }
    last = entry;
    messages += entry.messages;
    bytes += entry.bytes.length;
  }

  private void removeFirst(QueuedFrames entry) {
    first = entry.next;
    entry.next = null; // an old entry must not keep young ones from being collected
    if (first == null) {
      last = null;
    }
    messages -= entry.messages;
    bytes -= entry.bytes.length;
  }

  private void empty() {
    first = null;
    last = null;
    messages = 0;
    bytes = 0;
  }

  /// Leaves the newest entry of each key, counting the one that comes next with `newKey`.
  @SuppressWarnings("ReferenceEquality") // the very entry
  private void conflate(@Nullable String newKey) {
    Map<String, QueuedFrames> newest = new HashMap<>();
    for (QueuedFrames entry = first; entry != null; entry = entry.next) {
      if (entry.key != null) {
        newest.put(entry.key, entry);
      }
    }
    newest.remove(newKey);
    QueuedFrames entry = first;
    empty();
    while (entry != null) {
      QueuedFrames next = entry.next;
      entry.next = null;
      if (entry.key == null || newest.get(entry.key) == entry) {
        append(entry);
      }
      entry = next;
    }
  }

  /// The next bytes to write, as much as fits; empty when nothing waits. What is not empty must be
  /// followed by [#written]. Never called by two threads at once.
  ///
  /// @param scratch as much as it holds is put together; a longer entry comes in a buffer of its
  ///   own
  synchronized ByteBuffer next(ByteBuffer scratch) {
    if (rest.hasRemaining() && !shut) {
      return rest;
    }
    QueuedFrames entry = first;
    if (entry == null) {
      expected = false;
      return NOTHING;
    }
    if (entry.bytes.length > scratch.capacity()) {
      removeFirst(entry);
      return ByteBuffer.wrap(entry.bytes);
    }
    return together(scratch.clear());
  }

  /// The socket has taken the batch up to its position.
  void written(ByteBuffer batch) {
    if (batch.hasRemaining()) {
      keep(batch);
      wire.blocked();
      return;
    }
    rest = NOTHING;
    waitingSince = 0;
    switch (then()) {
      case REST -> {}
      case MORE -> wire.due();
      case LAST -> wire.lastWritten();
    }
  }

  private void keep(ByteBuffer batch) {
    if (waitingSince == 0) { // else the batch is the rest that waits already
      byte[] copy = new byte[batch.remaining()];
      batch.get(copy);
      rest = ByteBuffer.wrap(copy);
      waitingSince = System.nanoTime() | 1; // never 0
    }
  }

  private synchronized Then then() {
    expected = first != null;
    if (expected) {
      return Then.MORE;
    }
    boolean out = lastPut && !shut;
    shut |= out;
    return out ? Then.LAST : Then.REST;
  }

  private ByteBuffer together(ByteBuffer batch) {
    for (QueuedFrames entry = first;
        entry != null && entry.bytes.length <= batch.remaining();
        entry = first) {
      batch.put(entry.bytes);
      removeFirst(entry);
    }
    return batch.flip();
  }
}
