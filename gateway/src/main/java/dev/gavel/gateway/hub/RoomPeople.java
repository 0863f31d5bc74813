package dev.gavel.gateway.hub;

import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Who has bid in a room, and who holds which paddle. Thread-safe.
final class RoomPeople {
  private final Set<String> bidders = ConcurrentHashMap.newKeySet();
  private final RoomLimits limits;
  private final Map<String, Integer> paddles = new ConcurrentHashMap<>();

  RoomPeople(Set<String> bidders, RoomLimits limits) {
    this.limits = limits;
    this.bidders.addAll(bidders);
  }

  void learn(StoredRoom stored) {
    paddles.putAll(stored.paddles());
    stored.last().forEach(this::learn);
  }

  /// Before its update is told: a paddle may be what the bidder is called in it.
  void learn(RoomUpdate update) {
    if (update.event() instanceof RoomEvent.BidderApproved(var bidder, int paddle)) {
      paddles.put(bidder, paddle);
    } else {
      ViewerJson.bidder(update.event()).ifPresent(bidders::add);
    }
  }

  boolean hasBid(String user) {
    return bidders.contains(user);
  }

  RoomLimits limits() {
    return limits;
  }

  Optional<Integer> paddle(String user) {
    return Optional.ofNullable(paddles.get(user));
  }
}
