package dev.gavel.gateway.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// An event for many peers. Each protocol encodes it at most once, however many peers receive it.
public final class Broadcast {
  private final String event;
  private final List<JsonNode> arguments;
  private final Optional<String> conflationKey;
  private final Map<Object, Object> encoded = new ConcurrentHashMap<>(4);

  private Broadcast(String event, List<JsonNode> arguments, Optional<String> conflationKey) {
    this.event = event;
    this.arguments = List.copyOf(arguments);
    this.conflationKey = conflationKey;
  }

  /// An event that is never dropped or replaced in a mailbox.
  public static Broadcast of(String event, JsonNode... arguments) {
    return new Broadcast(event, List.of(arguments), Optional.empty());
  }

  /// An event of which, in a full mailbox, only the newest with the same key matters (a room's
  /// price).
  public static Broadcast conflating(String key, String event, JsonNode... arguments) {
    return new Broadcast(event, List.of(arguments), Optional.of(key));
  }

  public String event() {
    return event;
  }

  public List<JsonNode> arguments() {
    return arguments;
  }

  public Optional<String> conflationKey() {
    return conflationKey;
  }

  /// The encoding that belongs to `protocol` (one constant object per frame format), made on first
  /// use.
  @SuppressWarnings("unchecked") // each protocol key is used with one result type only
  public <T> T encodedFor(Object protocol, Function<Broadcast, T> encode) {
    return (T) encoded.computeIfAbsent(protocol, _ -> encode.apply(this));
  }
}
