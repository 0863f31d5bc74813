package dev.gavel.gateway.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StoredDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The rooms of MongoDB, found by `_id` alone.
public final class MongoRoomStore implements RoomStore {
  /// Ids of one query. More are asked for in several.
  private static final int MAX_IDS = 2_000;

  /// Rooms whose terms would put one above the other are told apart by their ids.
  private static final Comparator<StoredRoom> BEST_LAST =
      Comparator.comparing((StoredRoom room) -> room.standing().phase() != Standing.Phase.CLOSED)
          .thenComparingLong(room -> room.terms().opensAtMs())
          .thenComparing(StoredRoom::id);

  private final MongoCalls calls;
  private final RoomDocuments documents;
  private final RoomPages pages;
  private final RoomShares shares;
  private final Partitions partitions;

  public MongoRoomStore(MongoCalls calls) {
    this(calls, new RoomDocuments(), new Partitions());
  }

  private MongoRoomStore(MongoCalls calls, RoomDocuments documents, Partitions partitions) {
    this.calls = calls;
    this.documents = documents;
    this.partitions = partitions;
    this.pages = new RoomPages(calls, documents);
    this.shares = new RoomShares(calls, documents);
  }

  @Override
  public Optional<StoredRoom> room(String room) throws ViewAway {
    List<Document> heads = find(Names.ROOMS, List.of(room), Projections.exclude("decisionTail"));
    if (heads.isEmpty()) {
      return Optional.empty();
    }
    Optional<StoredRoom> stored = documents.room(heads.getFirst());
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    List<Document> paddles = find(Names.PADDLES, List.of(room), new Document());
    long sequence = stored.get().sequence();
    List<RoomUpdate> newest =
        pages.updates(documents.head(heads.getFirst()), sequence - NEWEST + 1, sequence);
    return Optional.of(
        stored
            .get()
            .with(paddles.isEmpty() ? Map.of() : documents.paddles(paddles.getFirst()))
            .with(newest));
  }

  @Override
  public Map<String, StoredRoom> rooms(Collection<String> wanted) throws ViewAway {
    Map<String, StoredRoom> rooms = new HashMap<>();
    Bson withoutTails = Projections.exclude("decisionTail", "updateTail");
    for (Document head : find(Names.ROOMS, wanted, withoutTails)) {
      readable(() -> documents.room(head))
          .flatMap(Function.identity())
          .ifPresent(room -> rooms.put(room.id(), room));
    }
    for (Document paddles : find(Names.PADDLES, rooms.keySet(), new Document())) {
      readable(() -> documents.paddles(paddles))
          .ifPresent(read ->
              rooms.computeIfPresent(paddles.getString("_id"), (_, room) -> room.with(read)));
    }
    return rooms;
  }

  @Override
  public Map<String, StoredRoom> roomsOfItems(Collection<String> wanted) throws ViewAway {
    Set<String> rooms = new LinkedHashSet<>();
    for (Document lot : find(Names.LOTS, inPartitions(wanted), new Document())) {
      readable(() -> documents.rooms(Names.LOTS, lot)).ifPresent(rooms::addAll);
    }
    return rooms(rooms).values().stream()
        .collect(
            Collectors.toMap(
                room -> room.terms().item(), Function.identity(), BinaryOperator.maxBy(BEST_LAST)));
  }

  private List<String> inPartitions(Collection<String> ids) throws ViewAway {
    int count = partitions.count(calls);
    List<String> all = new ArrayList<>(ids.size() * count);
    for (String id : ids) {
      for (int partition = 0; partition < count; partition++) {
        all.add(Names.inPartition(id, partition));
      }
    }
    return all;
  }

  @Override
  public Map<String, Long> sequences(Collection<String> wanted) throws ViewAway {
    Map<String, Long> sequences = new HashMap<>();
    for (Document head : find(Names.ROOMS, wanted, Projections.include("sequence"))) {
      readable(() -> documents.head(head))
          .ifPresent(read -> sequences.put(read.room(), read.sequence()));
    }
    return sequences;
  }

  @Override
  public Optional<Item> item(String item) throws ViewAway {
    return calls
        .first("reading an item", calls.collection(Names.ITEMS).find(eq("_id", item)).first())
        .map(RoomDocuments::item);
  }

  @Override
  public List<RoomUpdate> updates(String room, long first, long last) throws ViewAway {
    return pages.updates(room, first, last);
  }

  @Override
  public Decisions decisions(String room, long before, int most) throws ViewAway {
    return pages.decisions(room, before, most);
  }

  @Override
  public Optional<StoredDecision> decision(String room, long offset) throws ViewAway {
    return pages.decision(room, offset);
  }

  @Override
  public Map<ShareKey, StoredShare> shares(Collection<ShareKey> keys) throws ViewAway {
    return shares.of(keys);
  }

  @Override
  public List<BidderShare> bidders(String room) throws ViewAway {
    return shares.bidders(room);
  }

  @Override
  public List<String> roomsOfBidder(String user) throws ViewAway {
    List<List<String>> all = new ArrayList<>();
    for (Document bidder : find(Names.BIDDERS, inPartitions(List.of(user)), new Document())) {
      readable(() -> documents.rooms(Names.BIDDERS, bidder)).ifPresent(all::add);
    }
    return byRank(all);
  }

  /// The first of each list, then the second of each: partitions do not know when the others' were.
  private static List<String> byRank(List<List<String>> lists) {
    Set<String> rooms = new LinkedHashSet<>();
    int longest = lists.stream().mapToInt(List::size).max().orElse(0);
    for (int rank = 0; rank < longest; rank++) {
      for (List<String> list : lists) {
        if (rank < list.size() && rooms.size() < MAX_ROOMS) {
          rooms.add(list.get(rank));
        }
      }
    }
    return List.copyOf(rooms);
  }

  @Override
  public RoomStore within(Duration limit) {
    return new MongoRoomStore(calls.within(limit), documents, partitions);
  }

  private List<Document> find(String collection, Collection<String> ids, Bson projection)
      throws ViewAway {
    List<String> all = List.copyOf(ids);
    List<Document> found = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MAX_IDS) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MAX_IDS));
      found.addAll(
          calls.all(
              "reading " + collection,
              calls.collection(collection).find(in("_id", some)).projection(projection)));
    }
    return found;
  }

  private interface Reading<T> {
    T read() throws ViewAway;
  }

  /// One bad document does not hide the others: it has been logged.
  private static <T> Optional<T> readable(Reading<T> reading) {
    try {
      return Optional.of(reading.read());
    } catch (ViewAway unreadable) {
      return Optional.empty();
    }
  }
}
