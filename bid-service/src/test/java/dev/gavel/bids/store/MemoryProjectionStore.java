package dev.gavel.bids.store;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/// The memory twin of [MongoProjectionStore]: the same documents under the same guards. Threads may
/// share it.
public final class MemoryProjectionStore implements ProjectionStore {
  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final StoredAnswerReader recall = new StoredAnswerReader();
  private final Map<String, Document> bids = new TreeMap<>();
  private final Map<String, Document> rooms = new TreeMap<>();
  private final Map<String, Document> places = new TreeMap<>();

  @Override
  public synchronized Optional<SavedPlace> place(String topicId, int partition) {
    return Optional.ofNullable(places.get(ProjectionDocuments.placeId(topicId, partition)))
        .map(ProjectionDocuments::place);
  }

  @Override
  public synchronized Optional<String> otherTopic(String topicId) {
    return places.values().stream()
        .map(place -> place.getString("topicId"))
        .filter(other -> !other.equals(topicId))
        .findFirst();
  }

  @Override
  public synchronized Map<String, SavedRoom> rooms(Collection<String> wanted) {
    Map<String, SavedRoom> found = new HashMap<>();
    for (String room : wanted) {
      Document document = rooms.get(room);
      if (document != null) {
        found.put(room, ProjectionDocuments.room(document));
      }
    }
    return found;
  }

  @Override
  public synchronized Map<String, Recall> recall(Map<String, Set<String>> ids) {
    Map<String, Recall> recalled = new HashMap<>();
    ids.forEach((room, wanted) -> {
      Document document = rooms.get(room);
      if (document != null) {
        List<Document> found =
            bids.values().stream()
                .filter(bid -> room.equals(bid.getString("room")))
                .filter(bid ->
                    wanted.contains(bid.getString("id"))
                        || StoredAnswerReader.headId(document).equals(bid.getString("_id")))
                .toList();
        recall.recall(document, found).ifPresent(one -> recalled.put(room, one));
      }
    });
    return recalled;
  }

  /// Changes a stored decision past all guards, as somebody with access to the database could.
  public synchronized void forgeBid(String id, String field, Object value) {
    bids.computeIfPresent(id, (_, bid) -> new Document(bid).append(field, value));
  }

  /// The same with a stored room.
  public synchronized void forgeRoom(String id, String field, Object value) {
    rooms.computeIfPresent(id, (_, room) -> new Document(room).append(field, value));
  }

  @Override
  public synchronized void storePages(List<Slice> batch) {
    List<Decided> decided = batch.stream().flatMap(slice -> slice.decided().stream()).toList();
    for (Decided one : decided) {
      Document document = documents.bid(one);
      bids.put(document.getString("_id"), document);
    }
  }

  @Override
  public synchronized void storeHeads(List<Slice> batch) {
    List<RoomState> states = batch.stream().flatMap(slice -> slice.rooms().stream()).toList();
    states.forEach(state -> guarded(rooms, documents.room(state), "offset"));
  }

  @Override
  public synchronized void storeCheckpoints(List<SavedPlace> reached) {
    reached.forEach(place -> guarded(places, ProjectionDocuments.place(place), "next"));
  }

  private static void guarded(Map<String, Document> where, Document document, String guard) {
    String id = document.getString("_id");
    Document before = where.get(id);
    if (before == null || before.getLong(guard) < document.getLong(guard)) {
      where.put(id, document);
    }
  }

  public synchronized Map<String, Document> bids() {
    return Map.copyOf(bids);
  }

  public synchronized Map<String, Document> rooms() {
    return Map.copyOf(rooms);
  }

  @Override
  public void close() {}
}
