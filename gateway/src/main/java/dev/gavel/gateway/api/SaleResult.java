package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.people.Person;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.model.Standing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What became of one lot, for the house's books: with the buyer's name.
record SaleResult(Map<String, String> fields) {
  private static final List<String> COLUMNS =
      List.of(
          "lot",
          "item",
          "title",
          "maker",
          "state",
          "outcome",
          "price",
          "currency",
          "buyer",
          "buyer_email",
          "paddle",
          "bids",
          "closed_at",
          "room",
          "receipt");

  /// Marks UTF-8 for the spreadsheets that would guess.
  private static final String BOM = "\uFEFF";

  static SaleResult of(
      int number,
      Optional<ObjectNode> item,
      Optional<StoredRoom> room,
      Optional<String> buyerId,
      Optional<Person> buyer) {
    Map<String, String> fields = new LinkedHashMap<>();
    COLUMNS.forEach(column -> fields.put(column, ""));
    fields.put("lot", Integer.toString(number));
    item.ifPresent(known -> {
      fields.put("item", known.path("id").asText());
      fields.put("title", known.path("title").asText());
      fields.put("maker", known.path("maker").asText());
    });
    fields.put("state", "NOT_OPENED");
    room.ifPresent(known -> room(fields, known));
    buyerId.ifPresent(id -> {
      fields.put("buyer", buyer.map(Person::name).orElse(id));
      fields.put("buyer_email", buyer.map(Person::email).orElse(""));
      room.map(r -> r.paddles().get(id)).ifPresent(no -> fields.put("paddle", no.toString()));
    });
    return new SaleResult(fields);
  }

  private static void room(Map<String, String> fields, StoredRoom room) {
    Standing standing = room.standing();
    fields.put("state", standing.phase().name());
    fields.put("outcome", standing.outcome().map(Enum::name).orElse(""));
    standing.price().ifPresent(price -> fields.put("price", Long.toString(price)));
    fields.put("currency", room.terms().currency());
    fields.put("bids", Long.toString(standing.bids()));
    if (standing.phase() == Standing.Phase.CLOSED) {
      fields.put("closed_at", Instant.ofEpochMilli(room.atMs()).toString());
    }
    fields.put("room", room.id());
    fields.put("receipt", room.receipt());
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    fields.forEach(json::put);
    return json;
  }

  /// RFC 4180.
  static String csv(List<SaleResult> rows) {
    String head = String.join(",", COLUMNS);
    return BOM
        + head
        + "\r\n"
        + rows.stream().map(row -> row.line() + "\r\n").collect(Collectors.joining());
  }

  private String line() {
    return fields.values().stream().map(SaleResult::cell).collect(Collectors.joining(","));
  }

  /// Quoted always. A spreadsheet takes what begins like this for a formula: people's texts are
  /// data.
  private static String cell(String text) {
    String plain = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
    return '"' + plain.replace("\"", "\"\"") + '"';
  }
}
