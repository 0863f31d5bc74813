package dev.gavel.gateway.store;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import dev.gavel.gateway.store.RoomStore.ShareKey;
import dev.gavel.gateway.store.RoomStore.StoredShare;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Names;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/// What rooms know of their bidders. The head says into how many documents they are divided, so it
/// is read first: documents of an earlier division stay, and are old.
final class RoomShares {
  /// Documents that one read of [#bidders] gives back: some megabytes.
  private static final int AT_ONCE = 256;

  private final MongoCalls calls;
  private final RoomDocuments documents;

  RoomShares(MongoCalls calls, RoomDocuments documents) {
    this.calls = calls;
    this.documents = documents;
  }

  Map<ShareKey, StoredShare> of(Collection<ShareKey> keys) throws ViewAway {
    Map<String, RoomHead> heads =
        heads(keys.stream().map(ShareKey::room).collect(Collectors.toSet()));
    Map<String, String> rooms = new HashMap<>();
    for (ShareKey key : keys) {
      RoomHead head = heads.get(key.room());
      if (head != null && head.shares() > 0) {
        rooms.put(Names.share(key.room(), head.shares(), key.bidder()), key.room());
      }
    }
    Map<ShareKey, StoredShare> found = read(rooms);
    Map<ShareKey, StoredShare> wanted = new HashMap<>();
    for (ShareKey key : keys) {
      RoomHead head = heads.get(key.room());
      if (head != null) {
        StoredShare nothing = new StoredShare(BidderShare.none(key.bidder()), head.offset());
        wanted.put(key, found.getOrDefault(key, nothing));
      }
    }
    return wanted;
  }

  /// All that stands in these documents.
  ///
  /// @param rooms by the documents' ids
  private Map<ShareKey, StoredShare> read(Map<String, String> rooms) throws ViewAway {
    Map<ShareKey, StoredShare> found = new HashMap<>();
    if (rooms.isEmpty()) {
      return found;
    }
    for (Document document :
        calls.all(
            "reading shares", calls.collection(Names.SHARES).find(in("_id", rooms.keySet())))) {
      String room = Objects.requireNonNull(rooms.get(document.getString("_id")));
      long offset = RoomHead.number(document, "offset");
      for (BidderShare share : documents.share(room, document)) {
        found.put(new ShareKey(room, share.bidder()), new StoredShare(share, offset));
      }
    }
    return found;
  }

  List<BidderShare> bidders(String room) throws ViewAway {
    RoomHead head = heads(Set.of(room)).get(room);
    List<BidderShare> bidders = new ArrayList<>();
    int shares = head == null ? 0 : head.shares();
    for (int from = 0; from < shares && bidders.size() < RoomStore.MAX_BIDDERS; from += AT_ONCE) {
      Map<String, String> some =
          IntStream.range(from, Math.min(shares, from + AT_ONCE))
              .mapToObj(number -> Names.share(room, shares, number))
              .collect(Collectors.toMap(id -> id, _ -> room));
      read(some).values().stream()
          .map(StoredShare::share)
          .filter(share -> share.bids() > 0 && !share.bidder().startsWith(Wish.FLOOR))
          .limit(RoomStore.MAX_BIDDERS - bidders.size())
          .forEach(bidders::add);
    }
    return bidders;
  }

  private Map<String, RoomHead> heads(Set<String> rooms) throws ViewAway {
    Map<String, RoomHead> heads = new HashMap<>();
    for (Document head :
        calls.all(
            "reading heads",
            calls
                .collection(Names.ROOMS)
                .find(in("_id", rooms))
                .projection(Projections.include("partition", "offset", "shares")))) {
      heads.put(head.getString("_id"), documents.head(head));
    }
    return heads;
  }
}
