package dev.gavel.bids.store;

import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.model.Names;
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
  private final ProjectionWrites writes = new ProjectionWrites();
  private final StoredAnswerReader answers = new StoredAnswerReader();
  private final Map<String, Map<String, Document>> collections = new TreeMap<>();

  private Map<String, Document> collection(String name) {
    return collections.computeIfAbsent(name, _ -> new TreeMap<>());
  }

  @Override
  public synchronized Optional<String> claim(String topicId, int partitions) {
    Map<String, Document> checkpoints = collection(Names.CHECKPOINTS);
    if (!checkpoints.containsKey(Names.LAYOUT)
        && !(collection(Names.BIDS).isEmpty() && collection(Names.PLACES).isEmpty())) {
      return Optional.of(StoredLayout.OLDER);
    }
    StoredLayout log = StoredLayout.of(topicId, partitions);
    Document stored = checkpoints.computeIfAbsent(Names.LAYOUT, _ -> log.document());
    return StoredLayout.of(stored).refuses(log);
  }

  @Override
  public synchronized Optional<SavedPlace> place(String topicId, int partition) {
    String id = ProjectionDocuments.placeId(topicId, partition);
    return Optional.ofNullable(collection(Names.CHECKPOINTS).get(id))
        .map(ProjectionDocuments::place);
  }

  @Override
  public synchronized Map<String, SavedRoom> rooms(Collection<String> wanted) {
    Map<String, SavedRoom> found = new HashMap<>();
    documents(Names.ROOMS, wanted)
        .forEach((room, document) -> found.put(room, SavedRoomFields.read(document)));
    return found;
  }

  /// Those of these documents that there are, by `_id`.
  public synchronized Map<String, Document> documents(String collection, Collection<String> ids) {
    Map<String, Document> found = new HashMap<>(collection(collection));
    found.keySet().retainAll(Set.copyOf(ids));
    return found;
  }

  @Override
  public synchronized Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) {
    Collection<Document> heads = documents(Names.ROOMS, commands.keySet()).values();
    Set<String> ids = StoredAnswerReader.shareIds(heads, commands);
    return answers.recall(heads, commands, documents(Names.SHARES, ids));
  }

  @Override
  public synchronized void storePages(List<Slice> batch) {
    writes.pages(batch).forEach(page -> collection(Names.PAGES).putIfAbsent(id(page), page));
    guarded(Names.SHARES, writes.shares(batch));
    guarded(Names.PADDLES, writes.paddles(batch));
    list(Names.BIDDERS, ProjectionWrites.bidders(batch), ProjectionDocuments.MAX_ROOMS_OF_A_BIDDER);
    list(Names.LOTS, ProjectionWrites.lots(batch), ProjectionDocuments.MAX_ROOMS_OF_AN_ITEM);
  }

  private void list(String name, List<RoomCommit.Listed> entries, int most) {
    guarded(name, ProjectionWrites.lists(entries, collection(name), most));
  }

  @Override
  public synchronized void storeHeads(List<Slice> batch) {
    guarded(Names.ROOMS, writes.heads(batch));
  }

  @Override
  public synchronized void storeCheckpoints(List<SavedPlace> reached) {
    guarded(Names.CHECKPOINTS, ProjectionWrites.checkpoints(reached));
  }

  private void guarded(String name, List<GuardedWrite> all) {
    for (GuardedWrite write : all) {
      Document before = collection(name).get(write.id());
      String guard = write.guard();
      boolean older =
          before == null
              || (before.get(guard) instanceof Long stored
                  && stored < write.document().getLong(guard));
      if (older) {
        collection(name).put(write.id(), write.document());
      }
    }
  }

  private static String id(Document document) {
    return document.getString(ProjectionDocuments.ID);
  }

  /// Changes a stored document past all guards, as a user with access to the database could.
  public synchronized void forge(String name, String id, String field, Object value) {
    collection(name).computeIfPresent(id, (_, found) -> new Document(found).append(field, value));
  }

  /// Puts a document there, past all guards.
  public synchronized void plant(String name, Document document) {
    collection(name).put(id(document), document);
  }

  /// All documents of a collection by `_id`.
  public synchronized Map<String, Document> stored(String name) {
    return new TreeMap<>(collection(name));
  }

  /// All stored decisions by room and offset, as a reader finds them.
  public synchronized Map<String, Document> bids() {
    Map<String, Document> all = new TreeMap<>();
    for (Document head : collection(Names.ROOMS).values()) {
      StoredDecisions.of(head, id -> Optional.ofNullable(collection(Names.PAGES).get(id)))
          .forEach(one -> all.put(one.get("room") + ":" + one.get("offset"), one));
    }
    return all;
  }

  public synchronized Map<String, Document> rooms() {
    return stored(Names.ROOMS);
  }

  @Override
  public void close() {}
}
