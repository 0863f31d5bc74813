package dev.gavel.gateway.engineio;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/// What waits for a polling client's next request. Not thread-safe: the session's lock guards it.
final class PollBox {
  private record Entry(Outgoing messages, Optional<String> key) {
    int size() {
      return messages.payload().length();
    }
  }

  private final EngineLimits.PollBuffer limits;
  private final Deque<Entry> entries = new ArrayDeque<>(4);
  private int packets;
  private int size;

  PollBox(EngineLimits.PollBuffer limits) {
    this.limits = limits;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// False when there is no room, even without what may be dropped.
  boolean put(Outgoing messages, Optional<String> key) {
    Entry entry = new Entry(messages, key);
    if (full(entry)) {
      conflate(key);
      if (full(entry)) {
        return false;
      }
    }
    entries.addLast(entry);
    count(entry, 1);
    return true;
  }

  private boolean full(Entry more) {
    return packets + more.messages.packets() > limits.maxPackets()
        || (size + more.size() > limits.maxBytes() && !entries.isEmpty());
  }

  private void count(Entry entry, int sign) {
    packets += sign * entry.messages.packets();
    size += sign * entry.size();
  }

  /// Leaves the newest entry of each key, counting the one that comes next.
  private void conflate(Optional<String> next) {
    Set<String> newer = new HashSet<>();
    next.ifPresent(newer::add);
    for (Iterator<Entry> older = entries.descendingIterator(); older.hasNext(); ) {
      Entry entry = older.next();
      if (entry.key.isPresent() && !newer.add(entry.key.get())) {
        older.remove();
        count(entry, -1);
      }
    }
  }

  /// Everything as one payload; the box is empty then.
  String takePayload() {
    if (entries.size() == 1) {
      String only = entries.getFirst().messages.payload();
      clear();
      return only;
    }
    StringBuilder all = new StringBuilder(size + entries.size());
    takeEach((messages, _) -> {
      if (!all.isEmpty()) {
        all.append(Incoming.SEPARATOR);
      }
      all.append(messages.payload());
    });
    return all.toString();
  }

  /// Everything, oldest first, each with its key.
  void takeEach(BiConsumer<Outgoing, Optional<String>> taker) {
    entries.forEach(entry -> taker.accept(entry.messages, entry.key));
    clear();
  }

  private void clear() {
    entries.clear();
    packets = 0;
    size = 0;
  }
}
