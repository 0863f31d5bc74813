package dev.gavel.bids.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gavel.bids.home.Decided;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.store.ProjectionDocuments;
import dev.gavel.model.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Compares the documents of one partition with those that follow from its log. Only what is stored
/// below the partition's place counts: beyond it a worker may be writing now.
final class ViewProof {
  /// Most decisions that are asked for at once.
  private static final int BATCH = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final ViewEvidence view;
  private final String topicId;
  private final int partition;
  private final Optional<String> only;
  private final long next;
  private final Map<String, Document> rooms;
  private final Map<String, Decided> waiting = new LinkedHashMap<>();
  private final Set<String> reached = new HashSet<>();
  private long expectedBids;
  private long checked;

  /// Reads place and rooms, which must happen before the log's end is looked up.
  ViewProof(ViewEvidence view, String topicId, int partition, Optional<String> only)
      throws IOException {
    this.view = view;
    this.topicId = topicId;
    this.partition = partition;
    this.only = only;
    this.next = view.next(topicId, partition);
    this.rooms = new HashMap<>(view.rooms(partition, only));
  }

  /// The first offset that need not be stored yet.
  long next() {
    return next;
  }

  long checked() {
    return checked;
  }

  /// Compares what is stored of one decision, sooner or later, and the room if it is stored as of
  /// there.
  Optional<Difference> check(Decided decided, ProvedRoom room) throws IOException {
    String name = decided.command().room();
    long offset = decided.decision().place().offset();
    if (offset < next) {
      expectedBids++;
      waiting.put(ProjectionDocuments.bidId(decided.decision()), decided);
    }
    if (waiting.size() >= BATCH) {
      Optional<Difference> difference = flush();
      if (difference.isPresent()) {
        return difference;
      }
    }
    Document stored = rooms.get(name);
    long storedOffset = stored == null ? -1 : offset(stored);
    if (storedOffset == offset) {
      reached.add(name);
      checked++;
      return compare(decided, "rooms", documents.room(room.state(topicId)), stored);
    }
    return offset < next && storedOffset < offset ? Optional.of(behind(decided)) : Optional.empty();
  }

  private Difference behind(Decided decided) {
    Place place = decided.decision().place();
    Document stored = rooms.get(decided.command().room());
    return Difference.of(
        "room " + decided.command().room() + ", place " + place,
        "rooms." + decided.command().room() + ".offset",
        "at least " + place.offset(),
        stored == null ? Difference.NOTHING : Long.toString(offset(stored)));
  }

  /// Compares the decisions that wait.
  Optional<Difference> flush() throws IOException {
    Map<String, Document> found = view.bids(waiting.keySet());
    for (Map.Entry<String, Decided> each : waiting.entrySet()) {
      checked++;
      Decided decided = each.getValue();
      Optional<Difference> difference =
          compare(decided, "bids", documents.bid(decided), found.get(each.getKey()));
      if (difference.isPresent()) {
        return difference;
      }
    }
    waiting.clear();
    return Optional.empty();
  }

  /// What is stored and follows from nothing.
  ///
  /// @param inLog whether there is a command at an offset
  Optional<Difference> finish(LongPredicate inLog) throws IOException {
    for (Map.Entry<String, Document> room : rooms.entrySet()) {
      if (!reached.contains(room.getKey())) {
        return Optional.of(
            Difference.of(
                "room " + room.getKey(),
                "rooms." + room.getKey() + ".offset",
                "the place of a command of the room",
                partition + ":" + offset(room.getValue())));
      }
    }
    return bidsOfNothing(inLog);
  }

  private Optional<Difference> bidsOfNothing(LongPredicate inLog) throws IOException {
    AtomicLong count = new AtomicLong();
    List<String> foreign = new ArrayList<>();
    view.bidIds(
        partition,
        next,
        only,
        id -> {
          count.incrementAndGet();
          if (foreign.isEmpty() && !inLog.test(offset(id))) {
            foreign.add(id);
          }
        });
    if (count.get() == expectedBids) {
      return Optional.empty();
    }
    String found = count + " documents" + (foreign.isEmpty() ? "" : ", of them " + foreign);
    return Optional.of(
        Difference.of("partition " + partition, "bids", expectedBids + " documents", found));
  }

  private static Optional<Difference> compare(
      Decided decided, String collection, Document expected, @Nullable Document found) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    LogEntry entry =
        new LogEntry(
            decided.decision().place(), decided.appendedAtMs(), new byte[0], decided.command());
    String path = collection + "." + expected.get("_id");
    return Optional.of(
        found == null
            ? Difference.at(entry, path, "a document", Difference.NOTHING)
            : Difference.between(entry, path, json(expected), json(found)));
  }

  private static JsonNode json(Document document) {
    try {
      return JSON.readTree(document.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what the driver wrote", e);
    }
  }

  private static long offset(Document room) {
    return room.get("offset") instanceof Long offset ? offset : -1;
  }

  /// That of an `_id`, which is `room:offset`.
  private static long offset(String bidId) {
    try {
      return Long.parseLong(bidId.substring(bidId.lastIndexOf(':') + 1));
    } catch (NumberFormatException _) {
      return -1;
    }
  }
}
