package dev.gavel.gateway.api;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.RoomTerms.Mode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;
import org.bson.conversions.Bson;

/// The sales, in MongoDB.
final class Sales {
  private static final String SALES = "sales";

  /// Newest first; older ones are found by their address.
  static final int MOST_LISTED = 100;

  private final MongoCalls calls;
  private final MongoCollection<Document> sales;

  Sales(MongoCalls calls) {
    this.calls = calls;
    this.sales = calls.collection(SALES);
  }

  void create(Sale sale) throws ViewAway {
    calls.first("writing a sale", sales.insertOne(document(sale)));
  }

  Optional<Sale> one(String id) throws ViewAway {
    return calls.first("reading a sale", sales.find(eq("_id", id)).first()).map(Sales::sale);
  }

  List<Sale> newest() throws ViewAway {
    return calls
        .all("reading sales", sales.find().sort(Sorts.descending("_id")).limit(MOST_LISTED))
        .stream()
        .map(Sales::sale)
        .toList();
  }

  List<Sale> running() throws ViewAway {
    return calls
        .all("reading sales", sales.find(eq("state", Sale.State.RUNNING.name())).limit(MOST_LISTED))
        .stream()
        .map(Sales::sale)
        .toList();
  }

  /// A start, or a start again: who began first stays, as rooms may be open already.
  boolean start(Sale sale, String staff, long nowMs) throws ViewAway {
    Document change = new Document("state", Sale.State.RUNNING.name());
    if (sale.startedBy().isEmpty()) {
      change.append("startedBy", staff).append("startedAtMs", nowMs);
    }
    Bson startable =
        in(
            "state",
            Sale.State.PLANNED.name(),
            Sale.State.STOPPED.name(),
            Sale.State.RUNNING.name());
    return change(and(eq("_id", sale.id()), startable), change);
  }

  /// From running to another state; false when it does not run.
  boolean leave(Sale sale, Sale.State to) throws ViewAway {
    return change(
        and(eq("_id", sale.id()), eq("state", Sale.State.RUNNING.name())),
        new Document("state", to.name()));
  }

  private boolean change(Bson which, Document fields) throws ViewAway {
    return calls
        .first("writing a sale", sales.updateOne(which, new Document("$set", fields)))
        .filter(done -> done.getMatchedCount() == 1)
        .isPresent();
  }

  private static Document document(Sale sale) {
    return new Document("_id", sale.id())
        .append("title", sale.words().title())
        .append("titleEn", sale.words().titleEn())
        .append("mode", sale.mode().name())
        .append("cascade", sale.cascade())
        .append("lotMs", sale.times().lotMs())
        .append("gapMs", sale.times().gapMs())
        .append("softMs", sale.times().softMs())
        .append("currency", sale.money().currency())
        .append("increments", sale.money().increments())
        .append("seller", sale.money().seller())
        .append("lots", sale.lots().stream().map(Sales::document).toList())
        .append("state", sale.state().name())
        .append("startedBy", sale.startedBy())
        .append("startedAtMs", sale.startedAtMs());
  }

  private static Document document(Sale.Lot lot) {
    Document document = new Document("item", lot.item()).append("start", lot.start());
    lot.reserve().ifPresent(least -> document.append("reserve", least));
    return document;
  }

  private static Sale sale(Document document) {
    return new Sale(
        document.getString("_id"),
        new Sale.Words(document.getString("title"), document.getString("titleEn")),
        Mode.valueOf(document.getString("mode")),
        document.getBoolean("cascade", false),
        new Sale.Times(
            number(document, "lotMs"), number(document, "gapMs"), number(document, "softMs")),
        new Sale.Money(
            document.getString("currency"),
            document.getString("increments"),
            document.getString("seller")),
        document.getList("lots", Document.class).stream().map(Sales::lot).toList(),
        Sale.State.valueOf(document.getString("state")),
        document.getString("startedBy"),
        number(document, "startedAtMs"));
  }

  private static Sale.Lot lot(Document lot) {
    return new Sale.Lot(
        lot.getString("item"),
        number(lot, "start"),
        lot.containsKey("reserve")
            ? OptionalLong.of(number(lot, "reserve"))
            : OptionalLong.empty());
  }

  private static long number(Document document, String field) {
    return document.get(field, (Number) 0L).longValue();
  }
}
