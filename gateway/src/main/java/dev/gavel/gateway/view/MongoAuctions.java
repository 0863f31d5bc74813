package dev.gavel.gateway.view;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The rooms, bids and items of MongoDB.
public final class MongoAuctions implements Auctions {
  /// A call that takes longer has failed: whoever asks is a person at a page.
  public static final Duration LIMIT = Duration.ofSeconds(3);

  private static final List<String> ACCEPTED = List.of("leading", "outbid", "maximum");

  /// Rooms whose terms would put one above the other are told apart by their ids.
  private static final Comparator<StoredRoom> BEST_LAST =
      Comparator.comparing((StoredRoom room) -> room.standing().phase() != Standing.Phase.CLOSED)
          .thenComparingLong(room -> room.terms().opensAtMs())
          .thenComparing(StoredRoom::id);

  private final Asking asking = new Asking(LIMIT);
  private final Documents documents = new Documents();
  private final MongoCollection<Document> rooms;
  private final MongoCollection<Document> bids;
  private final MongoCollection<Document> items;

  public MongoAuctions(MongoDatabase database) {
    this.rooms = database.getCollection(Names.ROOMS);
    this.bids = database.getCollection(Names.BIDS);
    this.items = database.getCollection(Names.ITEMS);
  }

  /// Sees to the indexes that reads by anything but `_id` need. Does nothing where they are.
  public void ensureIndexes() throws ViewAway {
    asking.first("indexing rooms", rooms.createIndex(Indexes.ascending("item")));
    asking.first("indexing bids", bids.createIndex(Indexes.descending("room", "offset")));
    asking.first("indexing bids", bids.createIndex(Indexes.descending("by", "atMs")));
  }

  @Override
  public Optional<StoredRoom> room(String room) throws ViewAway {
    return asking
        .first("reading a room", rooms.find(eq("_id", room)).first())
        .flatMap(documents::room);
  }

  @Override
  public Map<String, StoredRoom> rooms(Collection<String> wanted) throws ViewAway {
    return roomsWhere(in("_id", wanted))
        .collect(Collectors.toMap(StoredRoom::id, Function.identity()));
  }

  @Override
  public Optional<String> roomOfItem(String item) throws ViewAway {
    return Optional.ofNullable(roomsOfItems(List.of(item)).get(item)).map(StoredRoom::id);
  }

  @Override
  public Map<String, StoredRoom> roomsOfItems(Collection<String> wanted) throws ViewAway {
    return roomsWhere(in("item", wanted))
        .collect(
            Collectors.toMap(
                room -> room.terms().item(), Function.identity(), BinaryOperator.maxBy(BEST_LAST)));
  }

  /// Without their last updates, which are the most of a document.
  private Stream<StoredRoom> roomsWhere(Bson wanted) throws ViewAway {
    return asking
        .all("reading rooms", rooms.find(wanted).projection(Projections.exclude("last")))
        .stream()
        .map(documents::room)
        .flatMap(Optional::stream);
  }

  @Override
  public Map<String, Long> sequences(Collection<String> wanted) throws ViewAway {
    Map<String, Long> sequences = new HashMap<>();
    for (Document found :
        asking.all(
            "reading sequences",
            rooms.find(in("_id", wanted)).projection(Projections.include("sequence")))) {
      sequences.put(found.getString("_id"), found.get("sequence", (Number) 0L).longValue());
    }
    return sequences;
  }

  @Override
  public Optional<Item> item(String item) throws ViewAway {
    return asking
        .first("reading an item", items.find(eq("_id", item)).first())
        .map(Documents::item);
  }

  @Override
  public List<Item> items(String after, int limit) throws ViewAway {
    Bson behind = after.isEmpty() ? new Document() : gt("_id", after);
    return asking
        .all("reading items", items.find(behind).sort(Sorts.ascending("_id")).limit(page(limit)))
        .stream()
        .map(Documents::item)
        .toList();
  }

  @Override
  public Optional<StoredBid> bid(String room, long offset) throws ViewAway {
    return asking
        .first("reading a bid", bids.find(eq("_id", room + ":" + offset)).first())
        .flatMap(documents::bid);
  }

  @Override
  public List<StoredBid> bids(String room, OptionalLong beforeOffset, int limit) throws ViewAway {
    Bson fromTheFloor = and(eq("op", "floor"), in("answer.status", ACCEPTED));
    List<Bson> wanted = new ArrayList<>();
    wanted.add(eq("room", room));
    wanted.add(eq("duplicate", false));
    wanted.add(or(and(accepted(room)), fromTheFloor));
    if (beforeOffset.isPresent()) {
      wanted.add(lt("offset", beforeOffset.getAsLong()));
    }
    return read(and(wanted), Sorts.descending("offset"), limit);
  }

  @Override
  public List<StoredBid> bidsBy(String user, int limit) throws ViewAway {
    return read(
        and(eq("by", user), in("op", "bid", "max"), eq("duplicate", false)),
        Sorts.descending("atMs", "offset"),
        limit);
  }

  @Override
  public Set<String> bidders(String room) throws ViewAway {
    return new HashSet<>(
        asking.all("reading bidders", bids.distinct("by", and(accepted(room)), String.class)));
  }

  @Override
  public OptionalLong maximum(String room, String bidder) throws ViewAway {
    List<Bson> own = new ArrayList<>(accepted(room));
    own.add(eq("by", bidder));
    List<StoredBid> newest = read(and(own), Sorts.descending("offset"), 1);
    if (newest.isEmpty() || !newest.getFirst().decision().op().equals("max")) {
      return OptionalLong.empty();
    }
    return newest
        .getFirst()
        .amount()
        .map(said -> OptionalLong.of(Long.parseLong(said)))
        .orElse(OptionalLong.empty());
  }

  private static List<Bson> accepted(String room) {
    return List.of(
        eq("room", room),
        eq("role", Role.BIDDER.name()),
        eq("duplicate", false),
        in("answer.status", ACCEPTED));
  }

  private List<StoredBid> read(Bson wanted, Bson order, int limit) throws ViewAway {
    return asking.all("reading bids", bids.find(wanted).sort(order).limit(page(limit))).stream()
        .map(documents::bid)
        .flatMap(Optional::stream)
        .toList();
  }

  private static int page(int limit) {
    return Math.clamp(limit, 1, MAX_PAGE);
  }
}
