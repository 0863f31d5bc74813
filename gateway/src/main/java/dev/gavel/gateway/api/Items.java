package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;

/// The catalogue: read through the cache, written to MongoDB.
final class Items {
  /// What an item without a picture shows: a frame with nothing in it.
  static final String NO_PICTURE =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 300'>"
          + "<rect width='400' height='300' fill='#d9d4c8'/>"
          + "<rect x='130' y='80' width='140' height='140' fill='none' stroke='#a39c8c'"
          + " stroke-width='6'/></svg>";

  /// What a reader may know of an item; the picture has an address of its own.
  private static final List<String> PUBLIC =
      List.of("title", "titleEn", "maker", "description", "estimateLow", "estimateHigh", "version");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MongoCalls calls;
  private final MongoCollection<Document> items;
  private final ItemCache cache;

  Items(MongoCalls calls, ItemCache cache) {
    this.calls = calls;
    this.items = calls.collection(Names.ITEMS);
    this.cache = cache;
  }

  /// In the order of their ids, each with `version`, which counts its changes.
  List<ObjectNode> page(String after, int limit) throws ViewAway {
    Bson behind = after.isEmpty() ? new Document() : Filters.gt("_id", after);
    Optional<String> text =
        cache.read(
            "page:" + limit + ":" + after,
            () -> Optional.of(Reply.text(array(calls.all("reading items", list(behind, limit))))));
    List<ObjectNode> page = new ArrayList<>();
    parsed(text.orElse("[]")).forEach(item -> page.add((ObjectNode) item));
    return page;
  }

  private org.reactivestreams.Publisher<Document> list(Bson which, int limit) {
    return items
        .find(which)
        .projection(Projections.exclude("picture"))
        .sort(Sorts.ascending("_id"))
        .limit(limit);
  }

  Optional<ObjectNode> one(String id) throws ViewAway {
    return cache
        .read(
            "one:" + id,
            () ->
                calls.all("reading an item", list(Filters.eq("_id", id), 1)).stream()
                    .findFirst()
                    .map(item -> Reply.text(json(item))))
        .map(text -> (ObjectNode) parsed(text));
  }

  /// An item's picture, or an empty frame when it has none; empty only without the item.
  Optional<String> picture(String id) throws ViewAway {
    return cache
        .read(
            "picture:" + id,
            () ->
                calls
                    .first(
                        "reading a picture",
                        items
                            .find(Filters.eq("_id", id))
                            .projection(Projections.include("picture"))
                            .first())
                    .map(item -> item.get("picture", "")))
        .map(svg -> svg.isEmpty() ? NO_PICTURE : svg);
  }

  /// A new item with these fields; gives its id.
  String create(Document fields) throws ViewAway {
    String id = new ObjectId().toHexString();
    Document item = new Document("_id", id);
    item.putAll(fields);
    item.append("version", 1L);
    calls.first("writing an item", items.insertOne(item));
    cache.changed();
    return id;
  }

  /// Replaces the fields of version `version` (0: as it was brought in); false when it is not that
  /// any more, or not there. A picture that is not given stays.
  boolean change(String id, long version, Document fields) throws ViewAway {
    Bson known = version == 0 ? Filters.eq("version", null) : Filters.eq("version", version);
    Document next = new Document(fields).append("version", version + 1);
    Optional<UpdateResult> done =
        calls.first(
            "writing an item",
            items.updateOne(Filters.and(Filters.eq("_id", id), known), new Document("$set", next)));
    cache.changed();
    return done.filter(result -> result.getMatchedCount() == 1).isPresent();
  }

  private static JsonNode array(List<Document> documents) {
    var array = JsonNodeFactory.instance.arrayNode();
    documents.forEach(item -> array.add(json(item)));
    return array;
  }

  private static ObjectNode json(Document item) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", item.getString("_id"));
    for (String field : PUBLIC) {
      switch (item.get(field)) {
        case Number number -> json.put(field, number.longValue());
        case String text -> json.put(field, text);
        case null, default -> {}
      }
    }
    if (!json.has("version")) {
      json.put("version", 0);
    }
    return json;
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
