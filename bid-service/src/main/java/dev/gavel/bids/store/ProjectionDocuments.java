package dev.gavel.bids.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.home.RoomHead;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Names;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.bson.types.Binary;

/// The forms of the stored documents (docs/documents.md). The natural key of each is its `_id`.
public final class ProjectionDocuments {
  /// Most rooms in the list of a user.
  public static final int MAX_ROOMS_OF_A_BIDDER = 500;

  /// Most rooms in the list of an item.
  public static final int MAX_ROOMS_OF_AN_ITEM = 50;

  static final String ID = "_id";
  static final String OFFSET = "offset";
  static final String NEXT = "next";
  static final String ROOMS = "rooms";

  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();

  public static String placeId(String topicId, int partition) {
    return topicId + ":" + partition;
  }

  public Document head(RoomHead head) {
    RoomView view = head.view();
    Document document =
        new Document(ID, view.room())
            .append("topicId", head.topicId())
            .append("partition", head.partition())
            .append("firstOffset", head.firstOffset())
            .append(OFFSET, head.offset())
            .append("sequence", view.sequence())
            .append("receipt", view.receipt())
            .append("atMs", view.atMs())
            .append("phase", head.phase());
    if (view.terms().isPresent()) {
      RoomTerms agreed = view.terms().get();
      document
          .append("item", agreed.item())
          .append("terms", terms(agreed))
          .append("standing", bson(standings.json(view.standing())));
    }
    return document
        .append("decisions", head.decisions())
        .append("shares", head.shares())
        .append("decisionTail", new Binary(head.decisionTail()))
        .append("updateTail", new Binary(head.updateTail()));
  }

  public static Document page(RoomCommit.Page page) {
    Document document = new Document(ID, page.id()).append("partition", page.partition());
    page.first().ifPresent(first -> document.append("first", first));
    return document.append("entries", new Binary(page.entries()));
  }

  public static Document share(RoomCommit.Share share) {
    return new Document(ID, share.id())
        .append("partition", share.partition())
        .append(OFFSET, share.offset())
        .append("entries", new Binary(share.entries()));
  }

  public static Document paddles(RoomCommit.Paddles paddles) {
    List<Document> all = new ArrayList<>();
    paddles
        .bidders()
        .forEach(
            (paddle, bidder) -> all.add(new Document("bidder", bidder).append("paddle", paddle)));
    return new Document(ID, paddles.room())
        .append("partition", paddles.partition())
        .append(OFFSET, paddles.offset())
        .append("paddles", all);
  }

  /// The list of rooms of a user or an item after one more.
  ///
  /// @param before as it is stored
  /// @param most rooms in it; the oldest fall out
  public static Document listed(Optional<Document> before, RoomCommit.Listed one, int most) {
    List<String> rooms = new ArrayList<>();
    rooms.add(one.room());
    before.ifPresent(list -> rooms.addAll(list.getList(ROOMS, String.class)));
    return new Document(ID, Names.inPartition(one.of(), one.partition()))
        .append("partition", one.partition())
        .append(OFFSET, one.offset())
        .append(ROOMS, List.copyOf(rooms.subList(0, Math.min(rooms.size(), most))));
  }

  static Document place(SavedPlace place) {
    return new Document(ID, placeId(place.topicId(), place.partition()))
        .append("topicId", place.topicId())
        .append("partition", place.partition())
        .append(NEXT, place.next())
        .append("oldestOpen", place.oldestOpen());
  }

  static SavedPlace place(Document document) {
    return new SavedPlace(
        document.getString("topicId"),
        document.getInteger("partition"),
        document.getLong(NEXT),
        document.getLong("oldestOpen"));
  }

  /// Without lists in lists and without ids as names: not every server takes those.
  private Document terms(RoomTerms agreed) {
    Document document = bson(terms.json(agreed));
    List<Document> tiers =
        agreed.increments().tiers().stream()
            .map(tier -> new Document("from", tier.from()).append("step", tier.step()))
            .toList();
    document.get("increments", Document.class).put("tiers", tiers);
    List<Document> limits =
        new TreeMap<>(agreed.limits())
            .entrySet().stream()
                .map(one -> new Document("bidder", one.getKey()).append("limit", one.getValue()))
                .toList();
    document.put("limits", limits);
    return document;
  }

  /// A JSON object as a document: whole numbers become 64-bit integers, the rest keeps its kind.
  private static Document bson(JsonNode node) {
    Document document = new Document();
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        document.append(field.getKey(), value(field.getValue()));
      }
    }
    return document;
  }

  private static Object value(JsonNode node) {
    if (node.isObject()) {
      return bson(node);
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(element -> values.add(value(element)));
      return values;
    }
    if (node.isIntegralNumber()) {
      return node.longValue();
    }
    return node.isBoolean() ? node.booleanValue() : node.asText();
  }
}
