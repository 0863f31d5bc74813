package dev.gavel.gateway.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// A token bucket a key. Thread-safe; time is given.
///
/// Remembers [#MAX_KEYS] keys and forgets the one that was asked about longest ago: who fills it to
/// free one key must ask from as many others, and each of those has its own limit.
final class Buckets {
  static final int MAX_KEYS = 10_000;

  private record Bucket(double tokens, long atMs) {}

  private final int perMinute;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

  Buckets(int perMinute) {
    this.perMinute = perMinute;
  }

  /// How long until there is one, milliseconds; 0 when it is there. Takes nothing.
  synchronized long wait(String key, long nowMs) {
    double tokens = tokens(key, nowMs);
    return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) * 60_000 / perMinute);
  }

  private double tokens(String key, long nowMs) {
    Bucket before = buckets.getOrDefault(key, new Bucket(perMinute, nowMs));
    double refill = Math.max(0, nowMs - before.atMs()) * perMinute / 60_000.0;
    return Math.min(perMinute, before.tokens() + refill);
  }

  /// Takes one; 0 when it was there, else how long until there is one, milliseconds.
  synchronized long take(String key, long nowMs) {
    double tokens = tokens(key, nowMs);
    boolean there = tokens >= 1;
    buckets.put(key, new Bucket(there ? tokens - 1 : tokens, nowMs));
    if (buckets.size() > MAX_KEYS) {
      buckets.remove(buckets.keySet().iterator().next());
    }
    return there ? 0 : (long) Math.ceil((1 - tokens) * 60_000 / perMinute);
  }
}
