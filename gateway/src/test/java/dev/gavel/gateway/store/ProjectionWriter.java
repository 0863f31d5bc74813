package dev.gavel.gateway.store;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.bson.Document;
import org.bson.types.Binary;
import reactor.core.publisher.Mono;

/// Writes rooms as a worker does (shared-model README: "Projection").
public final class ProjectionWriter {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// Authors of a share on average, at most.
  private static final int AUTHORS = 16;

  private final MongoDatabase database;
  private final ProjectionCodec codec = new ProjectionCodec();

  public ProjectionWriter(MongoDatabase database, int partitions) {
    this.database = database;
    put(
        Names.CHECKPOINTS,
        new Document("_id", Names.LAYOUT)
            .append("layout", Names.LAYOUT_VERSION)
            .append("topicId", "topic")
            .append("partitions", partitions));
  }

  /// Pages, shares and all else, and then the head.
  public void write(ProjectedRoom room) {
    byte[] updateTail =
        pages(room, room.updates(), codec::write, n -> Names.updatePage(room.id(), n), _ -> 0L);
    byte[] decisionTail =
        pages(
            room,
            room.decisions(),
            codec::write,
            n -> Names.decisionPage(room.id(), n),
            stored -> stored.decision().place().offset());
    int shares = shares(room);
    List<Document> paddles = new ArrayList<>();
    room.paddles().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(paddle ->
            paddles.add(
                new Document("bidder", paddle.getKey()).append("paddle", paddle.getValue())));
    if (!paddles.isEmpty()) {
      put(Names.PADDLES, guarded(room, room.id()).append("paddles", paddles));
    }
    add(Names.LOTS, room, room.terms().item());
    room.shares().stream()
        .filter(share -> share.bids() > 0)
        .forEach(share -> add(Names.BIDDERS, room, share.bidder()));
    put(Names.ROOMS, head(room, shares, updateTail, decisionTail));
  }

  private static Document head(
      ProjectedRoom room, int shares, byte[] updateTail, byte[] decisionTail) {
    StoredRoom stored = room.stored();
    return guarded(room, room.id())
        .append("topicId", "topic")
        .append("firstOffset", 0L)
        .append("sequence", room.sequence())
        .append("receipt", stored.receipt())
        .append("atMs", stored.atMs())
        .append("phase", room.standing().phase().name())
        .append("item", room.terms().item())
        .append("terms", Document.parse(new TermsCodec().json(room.terms()).toString()))
        .append("standing", Document.parse(new StandingCodec().json(room.standing()).toString()))
        .append("decisions", (long) room.decisions().size())
        .append("shares", shares)
        .append("decisionTail", new Binary(decisionTail))
        .append("updateTail", new Binary(updateTail));
  }

  private static Document guarded(ProjectedRoom room, String id) {
    return new Document("_id", id)
        .append("partition", room.partition())
        .append("offset", room.offset());
  }

  /// Writes the full pages and gives back the tail.
  private <T> byte[] pages(
      ProjectedRoom room,
      List<T> entries,
      Function<T, byte[]> bytes,
      LongFunction<String> id,
      Function<T, Long> first) {
    int full = entries.size() / Names.PAGE;
    for (int page = 0; page < full; page++) {
      List<T> some = entries.subList(page * Names.PAGE, (page + 1) * Names.PAGE);
      put(
          Names.PAGES,
          new Document("_id", id.apply(page))
              .append("partition", room.partition())
              .append("first", first.apply(some.getFirst()))
              .append("entries", new Binary(joined(some, bytes))));
    }
    return joined(entries.subList(full * Names.PAGE, entries.size()), bytes);
  }

  private int shares(ProjectedRoom room) {
    if (room.shares().isEmpty()) {
      return 0;
    }
    int shares = 1;
    while (shares * AUTHORS < room.shares().size()) {
      shares *= 2;
    }
    Map<String, List<BidderShare>> divided = new HashMap<>();
    for (BidderShare share : room.shares()) {
      divided
          .computeIfAbsent(Names.share(room.id(), shares, share.bidder()), _ -> new ArrayList<>())
          .add(share);
    }
    divided.forEach((id, some) -> {
      some.sort(Comparator.comparing(BidderShare::bidder));
      put(
          Names.SHARES,
          guarded(room, id).append("entries", new Binary(joined(some, codec::write))));
    });
    return shares;
  }

  private void add(String collection, ProjectedRoom room, String userOrItem) {
    String id = Names.inPartition(userOrItem, room.partition());
    Document known =
        Mono.from(database.getCollection(collection).find(new Document("_id", id)).first())
            .block(LIMIT);
    List<String> rooms = new ArrayList<>();
    rooms.add(room.id());
    if (known != null) {
      known.getList("rooms", String.class).stream()
          .filter(other -> !other.equals(room.id()))
          .forEach(rooms::add);
    }
    put(collection, guarded(room, id).append("rooms", rooms));
  }

  private static <T> byte[] joined(List<T> entries, Function<T, byte[]> bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    entries.forEach(entry -> all.writeBytes(bytes.apply(entry)));
    return all.toByteArray();
  }

  void put(String collection, Document document) {
    Mono.from(
            database
                .getCollection(collection)
                .replaceOne(
                    new Document("_id", document.get("_id")),
                    document,
                    new ReplaceOptions().upsert(true)))
        .block(LIMIT);
  }
}
