package dev.gavel.gateway.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import dev.gavel.model.Names;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.StoredDecision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.bson.Document;

/// A room's updates and decisions: the tails of its head, and the pages that the head says are
/// there.
final class RoomPages {
  private static final String[] TAIL = {"partition", "sequence", "updateTail"};
  private static final String[] DECISIONS = {"partition", "decisions", "decisionTail"};

  private final MongoCalls calls;
  private final RoomDocuments documents;

  RoomPages(MongoCalls calls, RoomDocuments documents) {
    this.calls = calls;
    this.documents = documents;
  }

  /// Reads a document's entries.
  private interface Entries<T> {
    List<T> of(Document page) throws ViewAway;
  }

  List<RoomUpdate> updates(String room, long first, long last) throws ViewAway {
    Optional<RoomHead> head = head(room, TAIL);
    return head.isEmpty() ? List.of() : updates(head.get(), first, last);
  }

  /// @param head with its update tail
  List<RoomUpdate> updates(RoomHead head, long first, long last) throws ViewAway {
    long end = Math.min(last, head.sequence());
    long begin = Math.max(Math.max(first, 1), end - RoomStore.MAX_RUN + 1);
    if (begin > end) {
      return List.of();
    }
    return run(
        head.room(),
        begin - 1,
        end,
        head.sequence(),
        new Form<>(
            number -> Names.updatePage(head.room(), number),
            page -> documents.updatePage(head.room(), page),
            documents.updateTail(head)));
  }

  RoomStore.Decisions decisions(String room, long before, int most) throws ViewAway {
    Optional<RoomHead> head = head(room, DECISIONS);
    if (head.isEmpty()) {
      return new RoomStore.Decisions(0, List.of());
    }
    long end = Math.min(before, head.get().decisions());
    long begin = Math.max(0, end - Math.clamp(most, 1, RoomStore.MAX_RUN));
    return new RoomStore.Decisions(
        begin,
        end <= begin
            ? List.of()
            : run(
                room,
                begin,
                end,
                head.get().decisions(),
                new Form<>(
                    number -> Names.decisionPage(room, number),
                    page -> documents.decisionPage(room, page),
                    documents.decisionTail(head.get()))));
  }

  private record Form<T>(LongFunction<String> id, Entries<T> entries, List<T> tail) {}

  /// Entries `begin` to `end` of a run of `count`, counted from 0, `end` not included.
  private <T> List<T> run(String room, long begin, long end, long count, Form<T> form)
      throws ViewAway {
    long pages = count / Names.PAGE;
    List<String> ids = new ArrayList<>();
    for (long page = begin / Names.PAGE; page < pages && page * Names.PAGE < end; page++) {
      ids.add(form.id().apply(page));
    }
    Map<String, Document> found = pages(ids);
    List<T> all = new ArrayList<>();
    for (String id : ids) {
      Document page = found.get(id);
      if (page == null) {
        throw documents.missing(Names.PAGES, id);
      }
      all.addAll(whole(id, form.entries().of(page)));
    }
    if (end > pages * Names.PAGE) {
      all.addAll(form.tail());
    }
    long from = Math.min(begin / Names.PAGE, pages) * Names.PAGE;
    if (all.size() < end - from) {
      throw documents.missing(Names.ROOMS, room + " (its tail)");
    }
    return List.copyOf(all.subList((int) (begin - from), (int) (end - from)));
  }

  private <T> List<T> whole(String id, List<T> entries) throws ViewAway {
    if (entries.size() != Names.PAGE) {
      throw documents.missing(Names.PAGES, id + " (all of it)");
    }
    return entries;
  }

  /// Bisection over the pages' first offsets, unless it is one of the newest.
  Optional<StoredDecision> decision(String room, long offset) throws ViewAway {
    Optional<RoomHead> head = head(room, DECISIONS);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    List<StoredDecision> tail = documents.decisionTail(head.get());
    if (!tail.isEmpty() && tail.getFirst().decision().place().offset() <= offset) {
      return at(tail, offset);
    }
    long low = 0;
    long high = head.get().decisions() / Names.PAGE; // the page is one of low <= page < high
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (firstOffset(Names.decisionPage(room, middle)) <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low == high ? Optional.empty() : at(page(room, low), offset);
  }

  private List<StoredDecision> page(String room, long number) throws ViewAway {
    String id = Names.decisionPage(room, number);
    Document page = pages(List.of(id)).get(id);
    if (page == null) {
      throw documents.missing(Names.PAGES, id);
    }
    return documents.decisionPage(room, page);
  }

  private static Optional<StoredDecision> at(List<StoredDecision> decisions, long offset) {
    return decisions.stream()
        .filter(stored -> stored.decision().place().offset() == offset)
        .findFirst();
  }

  private long firstOffset(String id) throws ViewAway {
    return calls
        .first(
            "reading a page",
            calls
                .collection(Names.PAGES)
                .find(eq("_id", id))
                .projection(Projections.include("first"))
                .first())
        .map(page -> RoomHead.number(page, "first"))
        .orElseThrow(() -> documents.missing(Names.PAGES, id));
  }

  private Optional<RoomHead> head(String room, String... fields) throws ViewAway {
    Optional<Document> head =
        calls.first(
            "reading a head",
            calls
                .collection(Names.ROOMS)
                .find(eq("_id", room))
                .projection(Projections.include(fields))
                .first());
    return head.isEmpty() ? Optional.empty() : Optional.of(documents.head(head.get()));
  }

  private Map<String, Document> pages(List<String> ids) throws ViewAway {
    Map<String, Document> found = new HashMap<>();
    if (!ids.isEmpty()) {
      calls
          .all("reading pages", calls.collection(Names.PAGES).find(in("_id", ids)))
          .forEach(page -> found.put(page.getString("_id"), page));
    }
    return found;
  }
}
