package dev.gavel.gateway.api;

import static com.mongodb.client.model.Filters.eq;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.bson.Document;

/// Asking to be let in to a room's bidding, and the staff's word on it. Who may bid stands in the
/// log alone; this only remembers who asked, and what they were told.
final class RegistrationRoutes {
  private static final String REGISTRATIONS = "registrations";
  static final int MAX_BODY_BYTES = 4_096;

  private final MongoCalls calls;
  private final MongoCollection<Document> registrations;
  private final RoomStore store;
  private final People people;
  private final Commands commands;

  RegistrationRoutes(MongoCalls calls, RoomStore store, People people, Commands commands) {
    this.calls = calls;
    this.registrations = calls.collection(REGISTRATIONS);
    this.store = store;
    this.people = people;
    this.commands = commands;
  }

  void addTo(Routes routes) {
    routes
        .get("/rooms/{id}/registrations", Access.LOGGED_IN, this::list)
        .post("/rooms/{id}/registrations", Access.LOGGED_IN, this::ask)
        .put("/rooms/{id}/registrations/{user}", Access.STAFF, this::decide);
  }

  private static String key(String room, String user) {
    return room + ":" + user;
  }

  private Reply ask(Call call) throws ViewAway {
    Optional<StoredRoom> room = RoomRoutes.room(store, call);
    if (room.isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    String user = call.user().userId();
    Document asked =
        new Document("room", room.get().id())
            .append("user", user)
            .append("askedAtMs", call.nowMs())
            .append("state", "asked");
    calls.first(
        "writing a registration",
        registrations.updateOne(
            eq("_id", key(room.get().id(), user)),
            new Document("$setOnInsert", asked),
            new UpdateOptions().upsert(true)));
    return list(call);
  }

  /// All of a room for staff, one's own for everybody else.
  private Reply list(Call call) throws ViewAway {
    Optional<StoredRoom> room = RoomRoutes.room(store, call);
    if (room.isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    var found =
        call.staff()
            ? registrations.find(eq("room", room.get().id())).sort(Sorts.ascending("askedAtMs"))
            : registrations.find(eq("_id", key(room.get().id(), call.user().userId())));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("registrations");
    Set<String> others = call.staff() ? bidders(room.get().id()) : new HashSet<>();
    for (Document one : calls.all("reading registrations", found.limit(RoomStore.MAX_PAGE))) {
      list.add(json(one, room.get(), call.staff()));
      others.remove(one.getString("user"));
    }
    // Whoever bids in an open room never asked; staff may have to block them all the same.
    for (String bidder : others) {
      list.add(json(new Document("user", bidder).append("state", "none"), room.get(), true));
    }
    return Reply.json(body);
  }

  private Set<String> bidders(String room) throws ViewAway {
    Set<String> bidders = new LinkedHashSet<>();
    store.bidders(room).forEach(share -> bidders.add(share.bidder()));
    return bidders;
  }

  private ObjectNode json(Document one, StoredRoom room, boolean withName) throws ViewAway {
    String user = one.getString("user");
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("user", user)
            .put("state", one.getString("state"))
            .put("askedAtMs", one.get("askedAtMs", (Number) 0L).longValue());
    Optional.ofNullable(room.paddles().get(user)).ifPresent(no -> json.put("paddle", no));
    if (withName) {
      people.find(user).ifPresent(p -> json.put("name", p.name()).put("email", p.email()));
    }
    return json;
  }

  private Reply decide(Call call) throws ViewAway {
    Optional<StoredRoom> room = RoomRoutes.room(store, call);
    String user = call.path("user");
    if (room.isEmpty() || !Names.isId(user)) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          Optional<Wish> wish = wish(form, user);
          Optional<Reply> no = form.problem();
          return no.isPresent() || wish.isEmpty()
              ? no.orElseThrow()
              : carryOut(call, room.get().id(), user, wish.get());
        });
  }

  private static Optional<Wish> wish(Form form, String user) {
    return switch (form.text("decision", 1, 16)) {
      case "approve" -> Optional.of(new Wish.Approve(user));
      case "unblock" -> Optional.of(new Wish.Unblock(user));
      case "block" ->
          Optional.of(new Wish.Block(user, form.text("reason", 1, Wish.MAX_REASON_CHARS)));
      case "limit" -> {
        long amount = form.number("amount", 1, Amount.MAX_MINOR);
        yield Optional.of(new Wish.Limit(user, new Amount.Exact(Math.max(1, amount))));
      }
      default -> {
        form.fault("decision");
        yield Optional.empty();
      }
    };
  }

  private Reply carryOut(Call call, String room, String user, Wish wish) throws ViewAway {
    RoomCommand command =
        new RoomCommand(
            room,
            UUID.randomUUID().toString(),
            new Author(call.user().userId(), Role.STAFF),
            RoomCommand.NO_DEADLINE,
            wish);
    Outcome outcome = LogReply.give(commands, command);
    if (outcome instanceof Outcome.Decided(var decision)
        && !(decision.answer() instanceof Answer.Refused)) {
      String state = wish instanceof Wish.Block ? "blocked" : "approved";
      calls.first(
          "writing a registration",
          registrations.updateOne(
              eq("_id", key(room, user)), new Document("$set", new Document("state", state))));
    }
    return LogReply.of(outcome, command);
  }
}
