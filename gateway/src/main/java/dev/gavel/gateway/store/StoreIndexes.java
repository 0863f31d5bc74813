package dev.gavel.gateway.store;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All indexes besides `_id`, made by one command (`gateway.jar indexes`) and looked at by
/// services. No bid and no join needs one: they serve logins, the office's pages and the chat.
public final class StoreIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(StoreIndexes.class);

  private record Declared(String collection, String name, Bson keys, boolean isUnique) {
    @Override
    public String toString() {
      return collection + "." + name;
    }
  }

  private static final List<Declared> ALL =
      List.of(
          new Declared(Names.USERS, "email_1", Indexes.ascending("email"), true),
          new Declared(
              Names.MESSAGES, "room_-1_atMs_-1", Indexes.descending("room", "atMs"), false),
          new Declared("registrations", "room_1", Indexes.ascending("room"), false),
          new Declared("sales", "state_1", Indexes.ascending("state"), false));

  private StoreIndexes() {}

  /// Makes those that are not there. Blocks; on a large collection for as long as that takes.
  public static void make(MongoCalls calls) throws ViewAway {
    for (Declared index : ALL) {
      calls.first(
          "making the index " + index,
          calls
              .collection(index.collection())
              .createIndex(
                  index.keys(), new IndexOptions().name(index.name()).unique(index.isUnique())));
    }
  }

  /// Names of those that are not there.
  public static List<String> missing(MongoCalls calls) throws ViewAway {
    List<String> missing = new ArrayList<>();
    for (Declared index : ALL) {
      MongoCollection<Document> collection = calls.collection(index.collection());
      Set<String> there =
          calls
              .all("reading the indexes of " + index.collection(), collection.listIndexes())
              .stream()
              .map(found -> found.getString("name"))
              .collect(Collectors.toSet());
      if (!there.contains(index.name())) {
        missing.add(index.toString());
      }
    }
    return missing;
  }

  /// Says in the log which are not there.
  public static void check(MongoCalls calls) {
    try {
      List<String> missing = missing(calls);
      if (!missing.isEmpty()) {
        LOG.warn("MongoDB has no index {}: `gateway.jar indexes` makes them", missing);
      }
    } catch (ViewAway away) {
      LOG.warn("MongoDB: indexes were not looked at: {}", String.valueOf(away.getCause()));
    }
  }
}
