package dev.gavel.gateway.store;

import dev.gavel.model.BidderShare;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StoredDecision;
import dev.gavel.model.Wish;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// What is stored, in memory; counts how often it is asked, and can be away or slow.
public final class MemoryRoomStore implements RoomStore {
  /// What a room's turn runs on.
  private static final String ROOM_THREAD = "room";

  public final Map<String, StoredRoom> rooms;
  public final Map<String, List<RoomUpdate>> updates;
  public final Map<String, List<StoredDecision>> decisions;
  public final Map<ShareKey, BidderShare> shares;
  public final Map<String, Item> items;
  public final AtomicInteger reads;

  /// Reads in a room's turn: there must be none.
  public final AtomicInteger inTurn;

  private final Condition condition;
  private final Duration limit;

  /// How the store does: the same for all views of it.
  private static final class Condition {
    final CountDownLatch answering = new CountDownLatch(1);
    volatile boolean away;
    volatile Duration takes = Duration.ZERO;
  }

  public MemoryRoomStore() {
    this.rooms = new ConcurrentHashMap<>();
    this.updates = new ConcurrentHashMap<>();
    this.decisions = new ConcurrentHashMap<>();
    this.shares = new ConcurrentHashMap<>();
    this.items = new ConcurrentHashMap<>();
    this.reads = new AtomicInteger();
    this.inTurn = new AtomicInteger();
    this.condition = new Condition();
    this.limit = MongoCalls.LIMIT;
  }

  private MemoryRoomStore(MemoryRoomStore of, Duration limit) {
    this.rooms = of.rooms;
    this.updates = of.updates;
    this.decisions = of.decisions;
    this.shares = of.shares;
    this.items = of.items;
    this.reads = of.reads;
    this.inTurn = of.inTurn;
    this.condition = of.condition;
    this.limit = limit;
  }

  public void away(boolean isAway) {
    condition.away = isAway;
  }

  /// Each read takes so long from now on, or until [#answers].
  public void takes(Duration time) {
    condition.takes = time;
  }

  /// All that waits is answered, and all that follows at once.
  public void answers() {
    condition.takes = Duration.ZERO;
    condition.answering.countDown();
  }

  public void put(ProjectedRoom room) {
    rooms.put(room.id(), room.stored());
    updates.put(room.id(), List.copyOf(room.updates()));
    decisions.put(room.id(), List.copyOf(room.decisions()));
    room.shares().forEach(share -> shares.put(new ShareKey(room.id(), share.bidder()), share));
  }

  private void read() throws ViewAway {
    reads.incrementAndGet();
    if (Thread.currentThread().getName().equals(ROOM_THREAD)) {
      inTurn.incrementAndGet();
    }
    Duration takes = condition.takes;
    Duration waits = takes.compareTo(limit) < 0 ? takes : limit;
    try {
      boolean answered = condition.answering.await(waits.toMillis(), TimeUnit.MILLISECONDS);
      if (condition.away || (!answered && takes.compareTo(limit) > 0)) {
        throw new ViewAway("reading", new IllegalStateException("away"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("reading", e);
    }
  }

  @Override
  public Optional<StoredRoom> room(String room) throws ViewAway {
    read();
    return Optional.ofNullable(rooms.get(room));
  }

  @Override
  public Map<String, StoredRoom> rooms(Collection<String> wanted) throws ViewAway {
    read();
    Map<String, StoredRoom> found = new HashMap<>(rooms);
    found.keySet().retainAll(wanted);
    found.replaceAll((_, room) -> room.with(List.<RoomUpdate>of()));
    return found;
  }

  @Override
  public Map<String, StoredRoom> roomsOfItems(Collection<String> wanted) throws ViewAway {
    read();
    Map<String, StoredRoom> found = new HashMap<>();
    rooms.values().stream()
        .filter(room -> wanted.contains(room.terms().item()))
        .sorted(
            Comparator.comparing(
                    (StoredRoom room) -> room.standing().phase() != Standing.Phase.CLOSED)
                .thenComparingLong(room -> room.terms().opensAtMs())
                .thenComparing(StoredRoom::id))
        .forEach(room -> found.put(room.terms().item(), room.with(List.<RoomUpdate>of())));
    return found;
  }

  @Override
  public Map<String, Long> sequences(Collection<String> wanted) throws ViewAway {
    read();
    Map<String, Long> found = new HashMap<>();
    rooms.values().stream()
        .filter(room -> wanted.contains(room.id()))
        .forEach(room -> found.put(room.id(), room.sequence()));
    return found;
  }

  @Override
  public Optional<Item> item(String item) throws ViewAway {
    read();
    return Optional.ofNullable(items.get(item));
  }

  @Override
  public List<RoomUpdate> updates(String room, long first, long last) throws ViewAway {
    read();
    List<RoomUpdate> found =
        updates.getOrDefault(room, List.of()).stream()
            .filter(update -> update.sequence() >= first && update.sequence() <= last)
            .toList();
    return found.subList(Math.max(0, found.size() - MAX_RUN), found.size());
  }

  @Override
  public Decisions decisions(String room, long before, int most) throws ViewAway {
    read();
    List<StoredDecision> all = decisions.getOrDefault(room, List.of());
    int end = (int) Math.min(before, all.size());
    int begin = Math.max(0, end - Math.clamp(most, 1, MAX_RUN));
    return new Decisions(begin, all.subList(begin, Math.max(begin, end)));
  }

  @Override
  public Optional<StoredDecision> decision(String room, long offset) throws ViewAway {
    read();
    return decisions.getOrDefault(room, List.of()).stream()
        .filter(stored -> stored.decision().place().offset() == offset)
        .findFirst();
  }

  @Override
  public Map<ShareKey, StoredShare> shares(Collection<ShareKey> keys) throws ViewAway {
    read();
    Map<ShareKey, StoredShare> found = new HashMap<>();
    for (ShareKey key : keys) {
      StoredRoom room = rooms.get(key.room());
      if (room != null) {
        BidderShare share = shares.getOrDefault(key, BidderShare.none(key.bidder()));
        found.put(key, new StoredShare(share, room.place().offset()));
      }
    }
    return found;
  }

  @Override
  public List<BidderShare> bidders(String room) throws ViewAway {
    read();
    return shares.entrySet().stream()
        .filter(share -> share.getKey().room().equals(room) && share.getValue().bids() > 0)
        .filter(share -> !share.getKey().bidder().startsWith(Wish.FLOOR))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public List<String> roomsOfBidder(String user) throws ViewAway {
    read();
    return shares.entrySet().stream()
        .filter(share -> share.getKey().bidder().equals(user) && share.getValue().bids() > 0)
        .map(share -> share.getKey().room())
        .toList();
  }

  @Override
  public RoomStore within(Duration shorter) {
    return new MemoryRoomStore(this, shorter);
  }
}
