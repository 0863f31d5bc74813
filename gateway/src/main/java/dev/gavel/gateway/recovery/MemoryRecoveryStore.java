package dev.gavel.gateway.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Twin of [RedisRecoveryStore] for gateways of one JVM.
final class MemoryRecoveryStore implements RecoveryStore {
  private record Entry(Kept kept, long untilMs) {}

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final LongSupplier nanos;

  MemoryRecoveryStore(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private long now() {
    return TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  @Override
  public void keep(String pid, Kept kept, Duration life) {
    entries.compute(
        pid,
        (_, entry) ->
            entry != null && lives(entry) && !entry.kept.holder().equals(kept.holder())
                ? entry
                : new Entry(kept, now() + life.toMillis()));
  }

  private boolean lives(Entry entry) {
    return now() < entry.untilMs;
  }

  @Override
  public void renew(Collection<String> pids, Duration life) {
    pids.forEach(pid ->
        entries.computeIfPresent(
            pid, (_, entry) -> new Entry(entry.kept, now() + life.toMillis())));
  }

  @Override
  public Optional<Kept> claim(String pid, String subject, String holder) {
    List<Kept> claimed = new ArrayList<>(1);
    entries.computeIfPresent(
        pid,
        (_, entry) -> {
          Kept kept = entry.kept;
          if (!lives(entry) || !kept.subject().equals(subject)) {
            return entry;
          }
          claimed.add(kept);
          return new Entry(
              new Kept(subject, holder, kept.sid(), kept.rooms(), kept.ended()), entry.untilMs);
        });
    claimed.stream()
        .filter(kept -> !kept.ended())
        .forEach(kept -> listeners.forEach(listener -> listener.accept(kept.holder())));
    return claimed.stream().findFirst();
  }

  boolean has(String pid) {
    Entry entry = entries.get(pid);
    return entry != null && lives(entry);
  }

  @Override
  public void forget(String pid, String holder) {
    entries.computeIfPresent(pid, (_, entry) -> entry.kept.holder().equals(holder) ? null : entry);
  }

  @Override
  public void listen(Consumer<String> takenOver) {
    listeners.add(takenOver);
  }

  @Override
  public void close() {}
}
