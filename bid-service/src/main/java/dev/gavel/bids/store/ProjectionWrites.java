package dev.gavel.bids.store;

import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.model.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;

/// The documents that a batch leads to, the newest of each alone.
final class ProjectionWrites {
  private final ProjectionDocuments documents = new ProjectionDocuments();

  private static Stream<RoomCommit> rooms(List<Slice> batch) {
    return batch.stream().flatMap(slice -> slice.rooms().stream());
  }

  /// Full pages, which are never written again.
  List<Document> pages(List<Slice> batch) {
    return rooms(batch)
        .flatMap(room -> room.pages().stream())
        .map(ProjectionDocuments::page)
        .toList();
  }

  List<GuardedWrite> shares(List<Slice> batch) {
    return newest(
        rooms(batch).flatMap(room -> room.shares().stream()),
        share ->
            new GuardedWrite(
                ProjectionDocuments.share(share), ProjectionDocuments.OFFSET, share.isNew()));
  }

  List<GuardedWrite> paddles(List<Slice> batch) {
    return newest(
        rooms(batch).flatMap(room -> room.paddles().stream()),
        paddles ->
            new GuardedWrite(
                ProjectionDocuments.paddles(paddles), ProjectionDocuments.OFFSET, paddles.isNew()));
  }

  List<GuardedWrite> heads(List<Slice> batch) {
    return newest(
        rooms(batch),
        room ->
            new GuardedWrite(
                documents.head(room.head()), ProjectionDocuments.OFFSET, room.isNew()));
  }

  static List<GuardedWrite> checkpoints(List<SavedPlace> places) {
    return newest(
        places.stream(),
        place ->
            new GuardedWrite(ProjectionDocuments.place(place), ProjectionDocuments.NEXT, false));
  }

  private static <T> List<GuardedWrite> newest(Stream<T> all, Function<T, GuardedWrite> form) {
    return GuardedWrite.newest(all.map(form).toList());
  }

  static List<RoomCommit.Listed> bidders(List<Slice> batch) {
    return rooms(batch).flatMap(room -> room.bidders().stream()).toList();
  }

  static List<RoomCommit.Listed> lots(List<Slice> batch) {
    return rooms(batch).flatMap(room -> room.item().stream()).toList();
  }

  /// The `_id` of the list that an entry belongs to.
  static String listId(RoomCommit.Listed entry) {
    return Names.inPartition(entry.of(), entry.partition());
  }

  /// Lists of rooms after more entries. What is stored has all entries up to its offset.
  ///
  /// @param stored the lists that there are, by `_id`
  /// @param most rooms in a list
  static List<GuardedWrite> lists(
      Collection<RoomCommit.Listed> entries, Map<String, Document> stored, int most) {
    Map<String, Document> lists = new HashMap<>(stored);
    List<GuardedWrite> writes = new ArrayList<>();
    for (RoomCommit.Listed entry :
        entries.stream().sorted(Comparator.comparingLong(RoomCommit.Listed::offset)).toList()) {
      String id = listId(entry);
      Document before = lists.get(id);
      if (before == null || offset(before) < entry.offset()) {
        Document after = ProjectionDocuments.listed(Optional.ofNullable(before), entry, most);
        lists.put(id, after);
        writes.add(new GuardedWrite(after, ProjectionDocuments.OFFSET, !stored.containsKey(id)));
      }
    }
    return GuardedWrite.newest(writes);
  }

  private static long offset(Document list) {
    return Objects.requireNonNull(list.getLong(ProjectionDocuments.OFFSET));
  }
}
