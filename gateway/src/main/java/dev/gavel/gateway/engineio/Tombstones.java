package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Identity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The last words of ended polling sessions whose client had no request waiting. Each is said once,
/// to the first request that asks, and forgotten soon. Bounded: the oldest give way.
final class Tombstones {
  private static final int MAX = 4_096;

  /// @param identity whose session it was: nobody else may hear
  /// @param payload the packets that were left, and the closing one
  record LastWords(Identity identity, String payload) {}

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

  int size() {
    synchronized (bySid) {
      return bySid.size();
    }
  }
}
