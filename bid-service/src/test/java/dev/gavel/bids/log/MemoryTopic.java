package dev.gavel.bids.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The commands topic in memory, with a group of members. Threads may share it.
public final class MemoryTopic {
  private final String id;
  private final List<List<LoggedRecord>> partitions = new ArrayList<>();
  private final List<MemoryCommandLog> members = new ArrayList<>();
  private final Map<Integer, MemoryCommandLog> owners = new HashMap<>();
  private final Map<Integer, Long> settled = new HashMap<>();

  public MemoryTopic(String id, int count) {
    this.id = id;
    for (int i = 0; i < count; i++) {
      partitions.add(new ArrayList<>());
    }
  }

  public String id() {
    return id;
  }

  /// Appends at a time of the broker.
  public synchronized long append(
      int partition, long atMs, String key, byte[] value, Optional<String> gateway) {
    List<LoggedRecord> all = partitions.get(partition);
    all.add(new LoggedRecord(partition, all.size(), atMs, key, value, gateway));
    notifyAll();
    return all.size() - 1L;
  }

  public synchronized List<LoggedRecord> records(int partition, long from) {
    List<LoggedRecord> all = partitions.get(partition);
    return List.copyOf(all.subList((int) Math.min(from, all.size()), all.size()));
  }

  public int partitions() {
    return partitions.size();
  }

  public synchronized Map<Integer, Long> settled() {
    return Map.copyOf(settled);
  }

  synchronized void settle(Map<Integer, Long> next) {
    settled.putAll(next);
  }

  synchronized void join(MemoryCommandLog member) {
    members.add(member);
  }

  synchronized void leave(MemoryCommandLog member) {
    members.remove(member);
    owners.values().removeIf(owner -> owner == member);
  }

  /// The group gives a member up without asking it, as after a long silence.
  public synchronized void expel(MemoryCommandLog member) {
    leave(member);
    member.expelled();
  }

  /// What belongs to others now and is still this member's.
  synchronized Set<Integer> surplus(MemoryCommandLog member) {
    Set<Integer> surplus = new TreeSet<>();
    owners.forEach((partition, owner) -> {
      if (owner == member && target(partition) != member) {
        surplus.add(partition);
      }
    });
    return surplus;
  }

  synchronized void release(Iterable<Integer> given) {
    given.forEach(owners::remove);
  }

  /// Takes what nobody has and this member should.
  synchronized Set<Integer> take(MemoryCommandLog member) {
    Set<Integer> taken = new TreeSet<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      if (!owners.containsKey(partition) && target(partition) == member) {
        owners.put(partition, member);
        taken.add(partition);
      }
    }
    return taken;
  }

  private @Nullable MemoryCommandLog target(int partition) {
    return members.isEmpty() ? null : members.get(partition % members.size());
  }

  /// Waits for a record or a call, or so long; may end sooner.
  @SuppressWarnings("WaitNotInLoop") // whoever calls looks again
  synchronized void await(long ms) throws InterruptedException {
    if (ms > 0) {
      wait(ms);
    }
  }

  synchronized void wake() {
    notifyAll();
  }
}
