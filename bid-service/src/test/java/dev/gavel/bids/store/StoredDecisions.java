package dev.gavel.bids.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.model.Codec;
import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.types.Binary;

/// The decisions that a stored room has, as a reader finds them.
public final class StoredDecisions {
  private static final ProjectionCodec CODEC = new ProjectionCodec();

  private StoredDecisions() {}

  /// The decisions of a room, from its pages and its tail.
  ///
  /// @param page finds a page by its `_id`
  /// @return entries with the field `offset` beside their own
  public static List<Document> of(Document head, Function<String, Optional<Document>> page) {
    String room = head.getString("_id");
    List<Document> all = new ArrayList<>();
    for (long number = 0; number < head.getLong("decisions") / Names.PAGE; number++) {
      Document full = page.apply(Names.decisionPage(room, number)).orElseThrow();
      all.addAll(entries(room, full.get("entries", Binary.class)));
    }
    all.addAll(entries(room, head.get("decisionTail", Binary.class)));
    if (all.size() != head.getLong("decisions")) {
      throw new AssertionError("not " + head.get("decisions") + " decisions: " + all.size());
    }
    return all;
  }

  private static List<Document> entries(String room, Binary bytes) {
    if (!(CODEC.trees(bytes.getData()) instanceof Codec.Read.Value<List<JsonNode>>(var trees))) {
      throw new AssertionError("cannot be read: a page of " + room);
    }
    return trees.stream()
        .map(tree -> Document.parse(tree.toString()))
        .map(entry -> {
          long offset = entry.get("place", Number.class).longValue();
          entry.put("sequence", entry.get("sequence", Number.class).longValue());
          return entry.append("room", room).append("offset", offset);
        })
        .toList();
  }
}
