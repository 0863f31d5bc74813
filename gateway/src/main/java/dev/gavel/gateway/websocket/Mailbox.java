package dev.gavel.gateway.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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

  private static final class Entry {
    final byte[] bytes;
    final @Nullable String key;

    Entry(byte[] bytes, @Nullable String key) {
      this.bytes = bytes;
      this.key = key;
    }
  }

  /// What comes after a write.
  private enum Then {
    REST,
    MORE,
    LAST
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Wire wire;
  private final SocketLimits.Mailbox limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Entry> entries = new ArrayDeque<>(1);
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
  /// @param key of two waiting entries with one key the older may be dropped when room is short
  Offer offer(byte[] entry, @Nullable String key) {
    lock.lock();
    try {
      if (shut || lastPut) {
        return Offer.CLOSED;
      }
      if (full(entry.length)) {
        conflate(key);
        if (full(entry.length)) {
          clear();
          return Offer.FULL;
        }
      }
      put(new Entry(entry, key));
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  /// Puts in the very last entry (a Close frame), whatever the limits say. False when there is one
  /// already.
  boolean offerLast(byte[] entry) {
    lock.lock();
    try {
      if (shut || lastPut) {
        return false;
      }
      lastPut = true;
      put(new Entry(entry, null));
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Drops everything; nothing is taken any more.
  void shut() {
    lock.lock();
    try {
      clear();
    } finally {
      lock.unlock();
    }
  }

  /// How long what was written last has waited for the socket to take the rest of it.
  long writingMs(long nowNanos) {
    long since = waitingSince;
    return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - since);
  }

  private boolean full(int more) {
    return entries.size() >= limits.maxEntries()
        || (bytes + more > limits.maxBytes() && !entries.isEmpty());
  }

  private void put(Entry entry) {
    entries.addLast(entry);
    bytes += entry.bytes.length;
    if (!expected) {
      expected = true;
      wire.due();
    }
  }

  private void clear() {
    shut = true;
    entries.clear();
    bytes = 0;
  }

  /// Leaves the newest entry of each key, counting the one that comes next with `newKey`.
  private void conflate(@Nullable String newKey) {
    Set<String> newer = new HashSet<>();
    if (newKey != null) {
      newer.add(newKey);
    }
    for (Iterator<Entry> older = entries.descendingIterator(); older.hasNext(); ) {
      Entry entry = older.next();
      if (entry.key != null && !newer.add(entry.key)) {
        older.remove();
        bytes -= entry.bytes.length;
      }
    }
  }

  /// The next bytes to write, as much as fits; empty when nothing waits. What is not empty must be
  /// followed by [#written]. Never called by two threads at once.
  ///
  /// @param scratch as much as it holds is put together; a longer entry comes in a buffer of its
  ///   own
  ByteBuffer next(ByteBuffer scratch) {
    lock.lock();
    try {
      if (rest.hasRemaining() && !shut) {
        return rest;
      }
      Entry first = entries.pollFirst();
      if (first == null) {
        expected = false;
        return NOTHING;
      }
      bytes -= first.bytes.length;
      return first.bytes.length > scratch.capacity()
          ? ByteBuffer.wrap(first.bytes)
          : together(first, scratch.clear());
    } finally {
      lock.unlock();
    }
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

  private Then then() {
    lock.lock();
    try {
      expected = !entries.isEmpty();
      if (expected) {
        return Then.MORE;
      }
      boolean out = lastPut && !shut;
      shut |= out;
      return out ? Then.LAST : Then.REST;
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer together(Entry first, ByteBuffer batch) {
    batch.put(first.bytes);
    for (Entry entry = entries.peekFirst();
        entry != null && entry.bytes.length <= batch.remaining();
        entry = entries.peekFirst()) {
      batch.put(entry.bytes);
      bytes -= entry.bytes.length;
      entries.removeFirst();
    }
    return batch.flip();
  }
}
