package dev.gavel.bids.verify;

import dev.gavel.model.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// Compares documents with those that follow from the log, some at a time.
final class DocumentChecks {
  /// Most documents that are asked for at once.
  private static final int BATCH = 200;

  /// A document that must be there, or must not.
  ///
  /// @param where what is said when it differs
  /// @param document empty when nothing of its `_id` follows from the log
  /// @param due whether it must be stored by now
  record Expected(
      String where, String collection, String id, Optional<Document> document, boolean due) {

    static Expected of(String where, String collection, Document document, boolean due) {
      return new Expected(where, collection, document.getString("_id"), Optional.of(document), due);
    }
  }

  private final ViewEvidence view;
  private final List<Expected> waiting = new ArrayList<>();
  private long checked;

  DocumentChecks(ViewEvidence view) {
    this.view = view;
  }

  /// How many documents were compared.
  long checked() {
    return checked;
  }

  /// Compares it sooner or later.
  ///
  /// @param end the first offset that was not read of the log: newer documents are not judged
  Optional<Difference> add(Expected expected, long end) throws IOException {
    waiting.add(expected);
    return waiting.size() >= BATCH ? flush(end) : Optional.empty();
  }

  /// Compares those that wait.
  Optional<Difference> flush(long end) throws IOException {
    Map<String, Map<String, Document>> found = new HashMap<>();
    for (String collection :
        List.of(Names.PAGES, Names.SHARES, Names.PADDLES, Names.BIDDERS, Names.LOTS)) {
      Set<String> ids = new LinkedHashSet<>();
      waiting.stream()
          .filter(one -> one.collection.equals(collection))
          .forEach(one -> ids.add(one.id));
      found.put(collection, ids.isEmpty() ? Map.of() : view.documents(collection, ids));
    }
    for (Expected expected : waiting) {
      Optional<Difference> difference =
          compare(
              expected, found.getOrDefault(expected.collection, Map.of()).get(expected.id), end);
      if (difference.isPresent()) {
        return difference;
      }
    }
    waiting.clear();
    return Optional.empty();
  }

  private Optional<Difference> compare(Expected expected, @Nullable Document found, long end) {
    String path = expected.collection + "." + expected.id;
    if (found == null) {
      return expected.due && expected.document.isPresent()
          ? differs(expected, path, "a document", Difference.NOTHING)
          : Optional.empty();
    }
    if (offset(found) >= end) {
      return Optional.empty();
    }
    if (expected.document.isEmpty()) {
      return differs(expected, path, Difference.NOTHING, "a document");
    }
    Document wanted = expected.document.get();
    if (offset(found) < offset(wanted) && !expected.due) {
      return Optional.empty();
    }
    checked++;
    return wanted.equals(found)
        ? Optional.empty()
        : Optional.of(between(expected.where, path, wanted, found));
  }

  private static Optional<Difference> differs(
      Expected expected, String path, String wanted, String found) {
    return Optional.of(Difference.of(expected.where, path, wanted, found));
  }

  static Difference between(String where, String path, Document wanted, Document found) {
    return Difference.between(
        path,
        DocumentJson.of(wanted),
        DocumentJson.of(found),
        (what, expected, given) -> Difference.of(where, what, expected, given));
  }

  /// That of the last command that changed a document; -1 of one that never changes.
  static long offset(Document document) {
    return document.get("offset") instanceof Long offset ? offset : -1;
  }
}
