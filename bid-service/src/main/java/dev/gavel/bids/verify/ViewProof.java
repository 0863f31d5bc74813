package dev.gavel.bids.verify;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.store.ProjectionDocuments;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;

/// Compares the documents of one partition with those that follow from its log. Only what is stored
/// below a room's head or the partition's place counts: beyond it a worker may be writing now.
final class ViewProof {
  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final ViewEvidence view;
  private final String topicId;
  private final int partition;
  private final Optional<String> only;
  private final long next;
  private final Map<String, Document> heads;
  private final StoredIds ids;
  private final DocumentChecks checks;
  private final ListProof lists;
  private final Set<String> reached = new HashSet<>();
  private long checked;
  private long end;

  /// Reads place, heads and names, which must happen before the log's end is looked up.
  ViewProof(ViewEvidence view, String topicId, int partition, Optional<String> only)
      throws IOException {
    this.view = view;
    this.topicId = topicId;
    this.partition = partition;
    this.only = only;
    this.next = view.next(topicId, partition);
    this.ids = StoredIds.read(view, partition, only);
    this.heads = new HashMap<>(view.rooms(partition, only));
    this.checks = new DocumentChecks(view);
    this.lists = new ListProof(partition);
  }

  /// The first offset that need not be stored yet.
  long next() {
    return next;
  }

  long checked() {
    return checked + checks.checked();
  }

  /// Compares the room if it is stored as of here, and its pages, sooner or later.
  Optional<Difference> check(Decided decided, ProvedRoom room) throws IOException {
    Place place = decided.decision().place();
    long offset = place.offset();
    end = offset + 1;
    lists.add(room.projection().takeListings());
    long stored = headOffset(room.name());
    for (RoomCommit.Page page : room.projection().takePages(partition)) {
      String where = "room " + room.name() + ", up to place " + place;
      Document document = ProjectionDocuments.page(page);
      Optional<Difference> difference =
          checks.add(
              DocumentChecks.Expected.of(where, Names.PAGES, document, offset <= stored), end);
      if (difference.isPresent()) {
        return difference;
      }
    }
    if (stored == offset) {
      reached.add(room.name());
      return head(decided, room, heads.getOrDefault(room.name(), new Document()));
    }
    return offset < next && stored < offset
        ? Optional.of(behind(room.name(), place))
        : Optional.empty();
  }

  private Optional<Difference> head(Decided decided, ProvedRoom room, Document found) {
    checked++;
    Document expected = documents.head(room.head(topicId));
    if (expected.equals(found)) {
      return Optional.empty();
    }
    LogEntry entry =
        new LogEntry(
            decided.decision().place(), decided.appendedAtMs(), new byte[0], decided.command());
    return Optional.of(
        Difference.between(
            entry,
            Names.ROOMS + "." + room.name(),
            DocumentJson.of(expected),
            DocumentJson.of(found)));
  }

  private long headOffset(String room) {
    Document head = heads.get(room);
    return head == null ? -1 : DocumentChecks.offset(head);
  }

  private Difference behind(String room, Place place) {
    return Difference.of(
        "room " + room + ", place " + place,
        "rooms." + room + ".offset",
        "at least " + place.offset(),
        heads.containsKey(room) ? Long.toString(headOffset(room)) : Difference.NOTHING);
  }

  /// Compares the pages that wait.
  Optional<Difference> flush() throws IOException {
    return checks.flush(end);
  }

  /// What is stored besides heads and pages, and what is stored and follows from nothing.
  ///
  /// @param rooms all that the log knows
  Optional<Difference> finish(Collection<ProvedRoom> rooms) throws IOException {
    Map<String, StoredIds.Most> left = new HashMap<>(ids.rooms());
    for (ProvedRoom room : rooms) {
      Optional<Difference> difference =
          pagesOfNothing(room, left.getOrDefault(room.name(), StoredIds.Most.NONE))
              .or(() -> unreached(room.name()));
      left.remove(room.name());
      for (DocumentChecks.Expected expected : besides(room)) {
        if (difference.isPresent()) {
          return difference;
        }
        difference = checks.add(expected, end);
      }
    }
    Optional<Difference> difference = checks.flush(end).or(() -> ofNothing(left.keySet()));
    return difference.isPresent() || only.isPresent()
        ? difference
        : lists.check(view, checks, next, end);
  }

  private Optional<Difference> pagesOfNothing(ProvedRoom room, StoredIds.Most stored) {
    long decisionPages = room.projection().decisions() / Names.PAGE;
    long updatePages = room.view().sequence() / Names.PAGE;
    if (stored.decisionPage() >= decisionPages) {
      return nothing(Names.decisionPage(room.name(), stored.decisionPage()));
    }
    return stored.updatePage() >= updatePages
        ? nothing(Names.updatePage(room.name(), stored.updatePage()))
        : Optional.empty();
  }

  private static Optional<Difference> nothing(String page) {
    String where = "room " + page.substring(0, page.indexOf('/'));
    return Optional.of(Difference.of(where, "pages." + page, Difference.NOTHING, "a document"));
  }

  /// Shares and paddles. Shares that a room has outgrown stay as they were then.
  private List<DocumentChecks.Expected> besides(ProvedRoom room) {
    String where = "room " + room.name();
    long stored = headOffset(room.name());
    Map<String, DocumentChecks.Expected> all = new HashMap<>();
    StoredIds.Most found = ids.rooms().getOrDefault(room.name(), StoredIds.Most.NONE);
    for (int shares = 1; shares <= found.shares(); shares *= 2) {
      for (int number = 0; number < shares; number++) {
        String id = Names.share(room.name(), shares, number);
        all.put(id, new DocumentChecks.Expected(where, Names.SHARES, id, Optional.empty(), true));
      }
    }
    for (RoomCommit.Share share : room.projection().takeShares()) {
      Document document = ProjectionDocuments.share(share);
      all.put(
          share.id(),
          DocumentChecks.Expected.of(where, Names.SHARES, document, share.offset() <= stored));
    }
    List<DocumentChecks.Expected> list = new ArrayList<>(all.values());
    list.add(paddles(room, stored));
    return list;
  }

  private DocumentChecks.Expected paddles(ProvedRoom room, long stored) {
    String where = "room " + room.name();
    return room.projection()
        .takePaddles(partition)
        .map(given ->
            DocumentChecks.Expected.of(
                where, Names.PADDLES, ProjectionDocuments.paddles(given), given.offset() <= stored))
        .orElse(
            new DocumentChecks.Expected(where, Names.PADDLES, room.name(), Optional.empty(), true));
  }

  private Optional<Difference> unreached(String room) {
    return heads.containsKey(room) && !reached.contains(room)
        ? Optional.of(
            Difference.of(
                "room " + room,
                "rooms." + room + ".offset",
                "the place of a command of the room",
                partition + ":" + headOffset(room)))
        : Optional.empty();
  }

  /// @param rooms that have pages or shares, and are not in the log
  private Optional<Difference> ofNothing(Set<String> rooms) {
    Optional<String> foreign =
        ids.foreign()
            .or(() -> rooms.stream().findFirst().map(room -> "pages and shares of " + room));
    return heads.keySet().stream()
        .map(this::unreached)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() ->
            foreign.map(what ->
                Difference.of("partition " + partition, what, Difference.NOTHING, "a document")));
  }
}
