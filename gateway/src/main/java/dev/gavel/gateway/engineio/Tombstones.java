package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The last words of ended polling sessions whose client had no request waiting. Each is said once,
/// to the first request that asks or to the WebSocket that was taking over, and forgotten soon.
/// Bounded: the oldest give way.
final class Tombstones {
  private static final int MAX = 4_096;

  /// @param identity whose session it was: nobody else may hear
  /// @param left what had not been sent yet
  /// @param closing the packet behind it, which polling needs and a WebSocket does not
  record LastWords(Identity identity, List<Outgoing> left, String closing) {
    LastWords {
      left = List.copyOf(left);
    }
  }

  private final Map<String, LastWords> bySid =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LastWords> eldest) {
          return size() > MAX;
        }
      };
  private final Alarms alarms;

  Tombstones(Alarms alarms) {
    this.alarms = alarms;
  }

  void put(String sid, LastWords words, long lifeMs) {
    synchronized (bySid) {
      bySid.put(sid, words);
    }
    var _ = alarms.inMs(lifeMs, () -> take(sid));
  }

  Optional<LastWords> peek(String sid) {
    synchronized (bySid) {
      return Optional.ofNullable(bySid.get(sid));
    }
  }

  /// Gives them to one caller only.
  Optional<LastWords> take(String sid) {
    synchronized (bySid) {
      return Optional.ofNullable(bySid.remove(sid));
    }
  }

  /// The next payload of them: what was left, and for the request after that the closing packet. In
  /// one payload with it, what was left would be lost: socket.io-client takes messages up later
  /// than the end (a `41` would not be heard, and who was sent away would come back).
  Optional<String> takePayload(String sid) {
    synchronized (bySid) {
      LastWords words = bySid.remove(sid);
      if (words == null || words.left().isEmpty()) {
        return Optional.ofNullable(words).map(LastWords::closing);
      }
      bySid.put(sid, new LastWords(words.identity(), List.of(), words.closing()));
      return Optional.of(
          words.left().stream()
              .map(Outgoing::payload)
              .collect(Collectors.joining(String.valueOf(Incoming.SEPARATOR))));
    }
  }

  int size() {
    synchronized (bySid) {
      return bySid.size();
    }
  }
}
