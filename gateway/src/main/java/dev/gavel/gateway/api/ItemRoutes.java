package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.page.SecurityHeaders;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Amount;
import dev.gavel.model.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// The catalogue (상품, 작품).
final class ItemRoutes {
  private static final int PAGE = 100;

  /// A picture is drawn, not photographed: text of some kilobytes.
  private static final int MOST_PICTURE_CHARS = 200_000;

  static final int MAX_BODY_BYTES = 512 * 1024;
  private static final int MOST_TITLE_CHARS = 200;
  private static final int MOST_DESCRIPTION_CHARS = 5_000;

  private final Items items;
  private final RoomStore store;
  private final RoomJson rooms;

  ItemRoutes(Items items, RoomStore store, RoomJson rooms) {
    this.items = items;
    this.store = store;
    this.rooms = rooms;
  }

  void addTo(Routes routes) {
    routes
        .get("/items", Access.ANYBODY, this::list)
        .post("/items", Access.STAFF, this::create)
        .get("/items/{id}", Access.ANYBODY, this::one)
        .put("/items/{id}", Access.STAFF, this::change)
        .get("/items/{id}/picture.svg", Access.ANYBODY, this::picture);
  }

  private Reply list(Call call) throws ViewAway {
    int limit = call.number("limit", PAGE, 1, RoomStore.MAX_PAGE);
    String after = call.query("after").filter(Names::isId).orElse("");
    List<ObjectNode> page = items.page(after, limit);
    Map<String, StoredRoom> sold =
        store.roomsOfItems(page.stream().map(item -> item.path("id").asText()).toList());
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode all = json.putArray("items");
    page.forEach(item -> all.add(withRoom(item, sold, call)));
    if (page.size() == limit) {
      json.set("next", page.getLast().get("id"));
    }
    return Tags.answer(call, Reply.json(json));
  }

  private ObjectNode withRoom(ObjectNode item, Map<String, StoredRoom> sold, Call call) {
    Optional.ofNullable(sold.get(item.path("id").asText()))
        .ifPresent(room -> item.set("room", rooms.summary(room, RoomJson.viewer(call))));
    return item;
  }

  private Reply one(Call call) throws ViewAway {
    String id = call.path("id");
    Optional<ObjectNode> item = Names.isId(id) ? items.one(id) : Optional.empty();
    if (item.isEmpty()) {
      return Reply.problem(Complaint.ITEM_UNKNOWN);
    }
    return Tags.answer(
        call, Reply.json(withRoom(item.get(), store.roomsOfItems(List.of(id)), call)));
  }

  /// What a stranger drew is shown as a picture only: opened by itself it can run and ask nothing.
  private Reply picture(Call call) throws ViewAway {
    String id = call.path("id");
    Optional<String> svg = Names.isId(id) ? items.picture(id) : Optional.empty();
    return svg.isEmpty()
        ? Reply.problem(Complaint.ITEM_UNKNOWN)
        : Tags.answer(
            call,
            Reply.of(200, "image/svg+xml", svg.get())
                .with("Content-Security-Policy", SecurityHeaders.SANDBOX)
                .with("Cache-Control", "public, max-age=60"));
  }

  private Reply create(Call call) throws ViewAway {
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          Document fields = fields(form);
          Optional<Reply> no = form.problem();
          if (no.isPresent()) {
            return no.get();
          }
          String id = items.create(fields);
          return Reply.created(
              "/api/items/" + id, JsonNodeFactory.instance.objectNode().put("id", id));
        });
  }

  private Reply change(Call call) throws ViewAway {
    String id = call.path("id");
    if (!Names.isId(id) || items.one(id).isEmpty()) {
      return Reply.problem(Complaint.ITEM_UNKNOWN);
    }
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          Document fields = fields(form);
          long version = form.number("version", 0, Integer.MAX_VALUE);
          Optional<Reply> no = form.problem();
          if (no.isPresent()) {
            return no.get();
          }
          return items.change(id, version, fields)
              ? Reply.json(
                  JsonNodeFactory.instance.objectNode().put("id", id).put("version", version + 1))
              : Reply.problem(Complaint.CHANGED_MEANWHILE);
        });
  }

  private static Document fields(Form form) {
    Document fields =
        new Document("title", form.text("title", 1, MOST_TITLE_CHARS))
            .append("titleEn", form.text("titleEn", 0, MOST_TITLE_CHARS))
            .append("maker", form.text("maker", 0, MOST_TITLE_CHARS))
            .append("description", form.text("description", 0, MOST_DESCRIPTION_CHARS));
    for (String estimate : List.of("estimateLow", "estimateHigh")) {
      if (form.has(estimate)) {
        fields.append(estimate, form.number(estimate, 1, Amount.MAX_MINOR));
      }
    }
    if (form.has("picture")) {
      String svg = form.text("picture", 0, MOST_PICTURE_CHARS);
      if (!svg.isEmpty() && !svg.startsWith("<svg")) {
        form.fault("picture");
      }
      fields.append("picture", svg);
    }
    return fields;
  }
}
