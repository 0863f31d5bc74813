package dev.gavel.gateway.peer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Several broadcasts that every receiver gets together and in this order: one entry of an outbound
/// queue, one write. On the wire they are what they would be one by one. Thread-safe.
public final class BroadcastBatch {
  private final List<Broadcast> parts;
  private final Optional<String> conflationKey;
  private final Map<Object, Object> encoded = new ConcurrentHashMap<>(4);

  /// @param parts at least one
  public BroadcastBatch(List<Broadcast> parts) {
    this.parts = List.copyOf(parts);
    Optional<String> first = this.parts.getFirst().conflationKey();
    this.conflationKey =
        first.filter(_ -> parts.stream().allMatch(part -> part.conflationKey().equals(first)));
  }

  public List<Broadcast> parts() {
    return parts;
  }

  /// The key that all parts share. Without one the batch never gives way to a newer one, because a
  /// part of it may not.
  public Optional<String> conflationKey() {
    return conflationKey;
  }

  /// The encoding that belongs to `protocol`, made on first use, as [Broadcast#encodedFor].
  @SuppressWarnings("unchecked") // each protocol key is used with one result type only
  public <T> T encodedFor(Object protocol, Function<BroadcastBatch, T> encode) {
    return (T) encoded.computeIfAbsent(protocol, _ -> encode.apply(this));
  }
}
