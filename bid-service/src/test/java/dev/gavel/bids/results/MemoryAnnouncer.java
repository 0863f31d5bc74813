package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The memory twin of [RedisAnnouncer].
public final class MemoryAnnouncer implements Announcer {
  private final Map<String, List<RoomUpdate>> told = new HashMap<>();
  private final Map<String, List<RoomUpdate>> windows = new HashMap<>();
  private final Map<String, List<Decision>> answers = new HashMap<>();

  @Override
  public synchronized void announce(List<EncodedDecision> batch) {
    for (EncodedDecision encoded : batch) {
      Decided one = encoded.decided();
      for (RoomUpdate update : one.decision().updates()) {
        List<RoomUpdate> window = windows.computeIfAbsent(update.room(), _ -> new ArrayList<>());
        window.add(update);
        if (window.size() > Names.WINDOW_UPDATES) {
          window.removeFirst();
        }
        told.computeIfAbsent(update.room(), _ -> new ArrayList<>()).add(update);
      }
      one.gateway()
          .ifPresent(gateway ->
              answers.computeIfAbsent(gateway, _ -> new ArrayList<>()).add(one.decision()));
    }
  }

  @Override
  public boolean connected() {
    return true;
  }

  public synchronized List<RoomUpdate> told(String room) {
    return List.copyOf(told.getOrDefault(room, List.of()));
  }

  public synchronized List<RoomUpdate> window(String room) {
    return List.copyOf(windows.getOrDefault(room, List.of()));
  }

  public synchronized List<Decision> answers(String gateway) {
    return List.copyOf(answers.getOrDefault(gateway, List.of()));
  }

  @Override
  public void close() {}
}
