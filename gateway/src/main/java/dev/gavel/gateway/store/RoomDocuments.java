package dev.gavel.gateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Codec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.StoredDecision;
import dev.gavel.model.TermsCodec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;

/// Reads the documents that workers (shared-model README: "Projection") and the catalogue write.
/// One that cannot be read is [UnreadableDocuments#found].
final class RoomDocuments {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();
  private final ProjectionCodec entries = new ProjectionCodec();
  private final UnreadableDocuments unreadable = new UnreadableDocuments();

  private interface Reading<T> {
    T read() throws ViewAway;
  }

  /// A head's numbers and tails.
  RoomHead head(Document document) throws ViewAway {
    return reading(Names.ROOMS, document, () -> RoomHead.of(document));
  }

  /// A head as viewers know a room, without paddles and updates. Empty for a room that was never
  /// opened (commands were refused for want of it).
  Optional<StoredRoom> room(Document document) throws ViewAway {
    if (document.get("terms") == null) {
      return Optional.empty();
    }
    return Optional.of(reading(Names.ROOMS, document, () -> opened(document)));
  }

  private StoredRoom opened(Document document) throws ViewAway {
    RoomTerms agreed = value(Names.ROOMS, document, terms.read(json(document, "terms")));
    Standing standing = value(Names.ROOMS, document, standings.read(json(document, "standing")));
    return new StoredRoom(
        document.getString("_id"),
        agreed,
        standing,
        RoomHead.number(document, "sequence"),
        new Place(
            (int) RoomHead.number(document, "partition"), RoomHead.number(document, "offset")),
        document.getString("receipt"),
        RoomHead.number(document, "atMs"),
        Map.of(),
        List.of());
  }

  Map<String, Integer> paddles(Document document) throws ViewAway {
    return reading(
        Names.PADDLES,
        document,
        () -> {
          Map<String, Integer> paddles = new HashMap<>();
          for (Document one : document.getList("paddles", Document.class)) {
            paddles.put(one.getString("bidder"), (int) RoomHead.number(one, "paddle"));
          }
          return paddles;
        });
  }

  /// The ids of `rooms` in a document of [Names#LOTS] or [Names#BIDDERS].
  List<String> rooms(String collection, Document document) throws ViewAway {
    return reading(collection, document, () -> document.getList("rooms", String.class, List.of()));
  }

  List<RoomUpdate> updateTail(RoomHead head) throws ViewAway {
    return entries(
        Names.ROOMS,
        head.room(),
        entries.updates(head.room(), head.partition(), head.updateTail()));
  }

  List<StoredDecision> decisionTail(RoomHead head) throws ViewAway {
    return entries(
        Names.ROOMS,
        head.room(),
        entries.decisions(head.room(), head.partition(), head.decisionTail()));
  }

  List<RoomUpdate> updatePage(String room, Document page) throws ViewAway {
    return reading(
        Names.PAGES,
        page,
        () ->
            value(
                Names.PAGES,
                page,
                entries.updates(room, partition(page), RoomHead.binary(page, "entries"))));
  }

  List<StoredDecision> decisionPage(String room, Document page) throws ViewAway {
    return reading(
        Names.PAGES,
        page,
        () ->
            value(
                Names.PAGES,
                page,
                entries.decisions(room, partition(page), RoomHead.binary(page, "entries"))));
  }

  List<BidderShare> share(String room, Document share) throws ViewAway {
    return reading(
        Names.SHARES,
        share,
        () ->
            value(
                Names.SHARES,
                share,
                entries.shares(room, partition(share), RoomHead.binary(share, "entries"))));
  }

  /// A page that a head says is there is not.
  ViewAway missing(String collection, String id) {
    return unreadable.found(collection, id, "it is not there");
  }

  private static int partition(Document document) {
    return (int) RoomHead.number(document, "partition");
  }

  static Item item(Document document) {
    return new Item(
        document.getString("_id"),
        document.get("title", ""),
        document.get("titleEn", ""),
        document.get("maker", ""),
        document.get("description", ""),
        document.get("picture", ""),
        amount(document, "estimateLow"),
        amount(document, "estimateHigh"));
  }

  private static OptionalLong amount(Document document, String field) {
    return document.get(field) instanceof Number amount
        ? OptionalLong.of(amount.longValue())
        : OptionalLong.empty();
  }

  /// A part of a document as JSON; 64-bit integers become plain numbers.
  private static JsonNode json(Document document, String field) {
    try {
      return JSON.readTree(document.get(field, new Document()).toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the driver wrote what is not JSON", e);
    }
  }

  /// A field that is missing or of another type is the driver's exception.
  private <T> T reading(String collection, Document document, Reading<T> reading) throws ViewAway {
    String id = String.valueOf(document.get("_id"));
    try {
      T read = reading.read();
      unreadable.isReadable(collection, id);
      return read;
    } catch (ClassCastException | NullPointerException | IllegalArgumentException wrong) {
      throw unreadable.found(collection, id, String.valueOf(wrong.getMessage()));
    }
  }

  private <T> T value(String collection, Document document, Codec.Read<T> read) throws ViewAway {
    return entries(collection, String.valueOf(document.get("_id")), read);
  }

  private <T> T entries(String collection, String id, Codec.Read<T> read) throws ViewAway {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> value;
      case Codec.Read.Bad<T>(var why) -> throw unreadable.found(collection, id, why.reason());
    };
  }
}
