package dev.gavel.gateway.hub;

import dev.gavel.gateway.store.Auctions;
import dev.gavel.gateway.store.Item;
import dev.gavel.gateway.store.StoredBid;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What is stored, in memory; counts how often it is asked, and can be away.
final class MemoryAuctions implements Auctions {
  final Map<String, StoredRoom> rooms = new ConcurrentHashMap<>();
  final Map<String, Item> items = new ConcurrentHashMap<>();
  final Map<String, StoredBid> bids = new ConcurrentHashMap<>();
  final Map<String, Long> limits = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();
  volatile boolean away;

  private void read() throws ViewAway {
    reads.incrementAndGet();
    if (away) {
      throw new ViewAway("reading", new IllegalStateException("away"));
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
    return found;
  }

  @Override
  public Optional<String> roomOfItem(String item) throws ViewAway {
    return Optional.ofNullable(roomsOfItems(List.of(item)).get(item)).map(StoredRoom::id);
  }

  @Override
  public Map<String, StoredRoom> roomsOfItems(Collection<String> wanted) throws ViewAway {
    read();
    Map<String, StoredRoom> found = new HashMap<>();
    rooms.values().stream()
        .filter(room -> wanted.contains(room.terms().item()))
        .forEach(room -> found.put(room.terms().item(), room));
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
  public List<Item> items(String after, int limit) throws ViewAway {
    read();
    return items.values().stream().limit(limit).toList();
  }

  @Override
  public Optional<StoredBid> bid(String room, long offset) throws ViewAway {
    read();
    return Optional.ofNullable(bids.get(room + ":" + offset));
  }

  @Override
  public List<StoredBid> bids(String room, OptionalLong beforeOffset, int limit) throws ViewAway {
    read();
    return List.copyOf(bids.values());
  }

  @Override
  public List<StoredBid> bidsBy(String user, int limit) throws ViewAway {
    read();
    return List.copyOf(bids.values());
  }

  @Override
  public Set<String> bidders(String room) throws ViewAway {
    read();
    Set<String> bidders = new HashSet<>();
    bids.values().stream()
        .filter(bid -> bid.decision().room().equals(room))
        .forEach(bid -> bidders.add(bid.decision().by().id()));
    return bidders;
  }

  @Override
  public Map<String, Long> limits(String room) throws ViewAway {
    read();
    return limits;
  }

  @Override
  public OptionalLong maximum(String room, String bidder) throws ViewAway {
    read();
    return OptionalLong.empty();
  }
}
