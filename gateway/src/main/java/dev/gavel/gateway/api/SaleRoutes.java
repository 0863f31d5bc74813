package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.people.Person;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Names;
import dev.gavel.model.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sales of several lots: planning, starting, looking on, and what became of them.
final class SaleRoutes {
  static final int MAX_BODY_BYTES = 64 * 1024;

  private final Sales sales;
  private final Items items;
  private final RoomStore store;
  private final RoomJson rooms;
  private final People people;

  SaleRoutes(Sales sales, Items items, RoomStore store, RoomJson rooms, People people) {
    this.sales = sales;
    this.items = items;
    this.store = store;
    this.rooms = rooms;
    this.people = people;
  }

  void addTo(Routes routes) {
    routes
        .get("/sales", Access.ANYBODY, this::list)
        .post("/sales", Access.STAFF, this::create)
        .get("/sales/{id}", Access.ANYBODY, call -> given(call, sale -> json(call, sale)))
        .post("/sales/{id}/start", Access.STAFF, call -> given(call, sale -> start(call, sale)))
        .post("/sales/{id}/stop", Access.STAFF, call -> given(call, this::stop))
        .get("/sales/{id}/results", Access.STAFF, call -> given(call, this::results))
        .get("/sales/{id}/results.csv", Access.STAFF, call -> given(call, this::csv));
  }

  private interface Use {
    Reply of(Sale sale) throws ViewAway;
  }

  private Reply given(Call call, Use use) throws ViewAway {
    String id = call.path("id");
    Optional<Sale> sale = Names.isId(id) ? sales.one(id) : Optional.empty();
    return sale.isEmpty() ? Reply.problem(Complaint.SALE_UNKNOWN) : use.of(sale.get());
  }

  private Reply list(Call call) throws ViewAway {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("sales");
    sales.newest().forEach(sale -> list.add(head(sale).put("count", sale.lots().size())));
    return Tags.answer(call, Reply.json(body));
  }

  private static ObjectNode head(Sale sale) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", sale.id())
        .put("title", sale.words().title())
        .put("titleEn", sale.words().titleEn())
        .put("mode", sale.mode().name())
        .put("cascade", sale.cascade())
        .put("lotS", sale.times().lotMs() / 1000)
        .put("gapS", sale.times().gapMs() / 1000)
        .put("softS", sale.times().softMs() / 1000)
        .put("currency", sale.money().currency())
        .put("state", sale.state().name())
        .put("startedAtMs", sale.startedAtMs());
  }

  /// With its lots in order; the reserve is for staff alone.
  private Reply json(Call call, Sale sale) throws ViewAway {
    ObjectNode body = head(sale);
    ArrayNode lots = body.putArray("lots");
    Map<String, StoredRoom> there = store.rooms(sale.rooms());
    for (int at = 0; at < sale.lots().size(); at++) {
      Sale.Lot lot = sale.lots().get(at);
      ObjectNode one = lots.addObject().put("number", at + 1).put("start", lot.start());
      if (call.staff()) {
        lot.reserve().ifPresent(least -> one.put("reserve", least));
      }
      items.one(lot.item()).ifPresent(item -> one.set("item", item));
      Optional.ofNullable(there.get(sale.room(at)))
          .ifPresent(room -> one.set("room", rooms.summary(room, RoomJson.viewer(call))));
    }
    return Tags.answer(call, Reply.json(body));
  }

  private Reply create(Call call) throws ViewAway {
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          Sale sale = SaleForm.read(form);
          Optional<Reply> no = form.problem();
          if (no.isPresent()) {
            return no.get();
          }
          for (Sale.Lot lot : sale.lots()) {
            if (items.one(lot.item()).isEmpty()) {
              return Reply.problem(Complaint.ITEM_UNKNOWN);
            }
          }
          sales.create(sale);
          return Reply.created("/api/sales/" + sale.id(), head(sale));
        });
  }

  private Reply start(Call call, Sale sale) throws ViewAway {
    return sales.start(sale, call.user().userId(), call.nowMs())
        ? Reply.nothing()
        : Reply.problem(Complaint.CHANGED_MEANWHILE);
  }

  private Reply stop(Sale sale) throws ViewAway {
    return sales.leave(sale, Sale.State.STOPPED)
        ? Reply.nothing()
        : Reply.problem(Complaint.CHANGED_MEANWHILE);
  }

  private List<SaleResult> rows(Sale sale) throws ViewAway {
    List<SaleResult> rows = new ArrayList<>();
    Map<String, StoredRoom> there = store.rooms(sale.rooms());
    for (int at = 0; at < sale.lots().size(); at++) {
      Optional<ObjectNode> item = items.one(sale.lots().get(at).item());
      Optional<StoredRoom> room = Optional.ofNullable(there.get(sale.room(at)));
      Optional<String> leader =
          room.filter(r -> r.standing().outcome().equals(Optional.of(Standing.Outcome.SOLD)))
              .flatMap(r -> r.standing().leader());
      Optional<Person> buyer = leader.isPresent() ? people.find(leader.get()) : Optional.empty();
      rows.add(SaleResult.of(at + 1, item, room, leader, buyer));
    }
    return rows;
  }

  private Reply results(Sale sale) throws ViewAway {
    ObjectNode body = head(sale);
    ArrayNode lots = body.putArray("results");
    rows(sale).forEach(row -> lots.add(row.json()));
    return Reply.json(body);
  }

  private Reply csv(Sale sale) throws ViewAway {
    return Reply.of(200, "text/csv; charset=utf-8", SaleResult.csv(rows(sale)))
        .with("Content-Disposition", "attachment; filename=\"gavel-sale-" + sale.id() + ".csv\"");
  }
}
