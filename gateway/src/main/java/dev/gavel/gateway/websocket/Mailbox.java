package dev.gavel.gateway.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on one connection, and the only way to its socket. Many threads put in; a
/// virtual thread that lives only while something waits writes, many entries in one write.
final class Mailbox {

  /// Where the bytes go. Called by one thread at a time.
  interface Wire {
    /// Blocks until the bytes are with the kernel; throws when the connection is broken.
    void write(byte[] bytes);

    /// The entry that was put in as the last one has been written.
    void lastWritten();

    /// A write failed; the mailbox is shut.
    void broken();
  }

  private static final class Entry {
    final byte[] bytes;
    final @Nullable String key;

    Entry(byte[] bytes, @Nullable String key) {
      this.bytes = bytes;
      this.key = key;
    }
  }

  private static final int BATCH_BYTES = 64 * 1024;

  private final Wire wire;
  private final SocketLimits.Mailbox limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Entry> entries = new ArrayDeque<>(4);
  private int bytes;
  private boolean draining;
  private boolean lastPut;
  private boolean shut;

  /// When the write in progress began, in nanoseconds; 0 when none is.
  private volatile long writingSince;

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

  /// How long the write in progress has taken, 0 when none is.
  long writingMs(long nowNanos) {
    long since = writingSince;
    return since == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - since);
  }

  private boolean full(int more) {
    return entries.size() >= limits.maxEntries()
        || (bytes + more > limits.maxBytes() && !entries.isEmpty());
  }

  private void put(Entry entry) {
    entries.addLast(entry);
    bytes += entry.bytes.length;
    if (!draining) {
      draining = true;
      Thread.ofVirtual().name("mailbox").start(this::drain);
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

  private void drain() {
    byte[] batch = next();
    while (batch.length > 0) {
      writingSince = System.nanoTime() | 1; // never 0
      try {
        wire.write(batch);
      } catch (RuntimeException e) { // broken I/O: the reader meets it too and tells the listener
        shut();
        wire.broken();
        return;
      } finally {
        writingSince = 0;
      }
      batch = next();
    }
    if (lastIsOut()) {
      wire.lastWritten();
    }
  }

  private boolean lastIsOut() {
    lock.lock();
    try {
      boolean out = lastPut && !shut && entries.isEmpty();
      shut |= out;
      return out;
    } finally {
      lock.unlock();
    }
  }

  /// The next bytes to write, as much as fits one write; empty when nothing waits.
  private byte[] next() {
    lock.lock();
    try {
      Entry first = entries.pollFirst();
      if (first == null) {
        draining = false;
        return new byte[0];
      }
      bytes -= first.bytes.length;
      Entry second = entries.peekFirst();
      return second == null || first.bytes.length + second.bytes.length > BATCH_BYTES
          ? first.bytes
          : together(first);
    } finally {
      lock.unlock();
    }
  }

  private byte[] together(Entry first) {
    int size = first.bytes.length;
    int count = 0;
    for (Entry entry : entries) {
      if (size + entry.bytes.length > BATCH_BYTES) {
        break;
      }
      size += entry.bytes.length;
      count++;
    }
    byte[] batch = new byte[size];
    System.arraycopy(first.bytes, 0, batch, 0, first.bytes.length);
    int at = first.bytes.length;
    for (; count > 0; count--) {
      Entry entry = entries.removeFirst();
      System.arraycopy(entry.bytes, 0, batch, at, entry.bytes.length);
      at += entry.bytes.length;
      bytes -= entry.bytes.length;
    }
    return batch;
  }
}
