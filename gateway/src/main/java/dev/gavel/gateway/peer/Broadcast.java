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
  private final Optional<Mark> mark;
  private final Map<Object, Object> encoded = new ConcurrentHashMap<>(4);

  /// How far a room is with this event, for peers that go on from there after a break.
  ///
  /// @param isSnapshot the event holds the whole room, so nothing before it is owed
  public record Mark(String room, long sequence, boolean isSnapshot) {}

  private Broadcast(
      String event, List<JsonNode> arguments, Optional<String> conflationKey, Optional<Mark> mark) {
    this.event = event;
    this.arguments = List.copyOf(arguments);
    this.conflationKey = conflationKey;
    this.mark = mark;
  }

  /// An event that is never dropped or replaced in a mailbox.
  public static Broadcast of(String event, JsonNode... arguments) {
    return new Broadcast(event, List.of(arguments), Optional.empty(), Optional.empty());
  }

  /// An event of which, in a full mailbox, only the newest with the same key matters (a room's
  /// price).
  public static Broadcast conflating(String key, String event, JsonNode... arguments) {
    return new Broadcast(event, List.of(arguments), Optional.of(key), Optional.empty());
  }

  /// The same event, of which is known how far it brings a room.
  public Broadcast at(Mark reached) {
    return new Broadcast(event, arguments, conflationKey, Optional.of(reached));
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

  public Optional<Mark> mark() {
    return mark;
  }

  /// The encoding that belongs to `protocol` (one constant object per frame format), made on first
  /// use.
  @SuppressWarnings("unchecked") // each protocol key is used with one result type only
  public <T> T encodedFor(Object protocol, Function<Broadcast, T> encode) {
    return (T) encoded.computeIfAbsent(protocol, _ -> encode.apply(this));
  }
}
