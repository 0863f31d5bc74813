package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.view.Auctions;
import dev.gavel.gateway.view.StoredBid;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.gateway.words.Naming;
import dev.gavel.gateway.words.Viewer;
import dev.gavel.model.Author;
import dev.gavel.model.Codec;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.Wish;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bson.types.ObjectId;

/// Rooms (경매방) as they are stored, opening one, and bids.
final class RoomRoutes {
  private static final int PAGE = 100;
  static final int MAX_BODY_BYTES = 20_000;

  /// The one `open` of a room: a second by the same author is a repetition, not another room.
  static final String OPEN_ID = "open";

  private final Items items;
  private final Auctions auctions;
  private final RoomJson json;
  private final Commands commands;
  private final TermsCodec terms = new TermsCodec();

  RoomRoutes(Items items, Auctions auctions, RoomJson json, Commands commands) {
    this.items = items;
    this.auctions = auctions;
    this.json = json;
    this.commands = commands;
  }

  void addTo(Routes routes) {
    routes
        .post("/rooms", Access.STAFF, this::open)
        .get("/rooms/{id}", Access.ANYBODY, this::snapshot)
        .get("/rooms/{id}/bids", Access.ANYBODY, this::bids)
        .get("/me/bids", Access.LOGGED_IN, this::mine);
  }

  static Optional<StoredRoom> room(Auctions auctions, Call call) throws ViewAway {
    String id = call.path("id");
    return Names.isId(id) ? auctions.room(id) : Optional.empty();
  }

  private Reply snapshot(Call call) throws ViewAway {
    Optional<StoredRoom> room = room(auctions, call);
    return room.isEmpty()
        ? Reply.problem(Complaint.ROOM_UNKNOWN)
        : Reply.json(
            json.snapshot(
                room.get(),
                items.one(room.get().terms().item()),
                RoomJson.viewer(call),
                call.nowMs()));
  }

  private Reply bids(Call call) throws ViewAway {
    Optional<StoredRoom> room = room(auctions, call);
    if (room.isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    int limit = call.number("limit", PAGE, 1, Auctions.MAX_PAGE);
    OptionalLong before =
        call.query("before")
            .filter(text -> text.matches("[0-9]{1,18}"))
            .map(text -> OptionalLong.of(Long.parseLong(text)))
            .orElse(OptionalLong.empty());
    List<StoredBid> stored = auctions.bids(room.get().id(), before, limit);
    Naming naming = json.naming(room.get());
    Viewer viewer = RoomJson.viewer(call);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("bids");
    stored.forEach(bid -> json.bid(bid, viewer, naming).ifPresent(list::add));
    if (stored.size() == limit) {
      body.put("next", stored.getLast().decision().place().offset());
    }
    return Tags.answer(call, Reply.json(body));
  }

  private Reply open(Call call) throws ViewAway {
    return Form.read(
        call,
        MAX_BODY_BYTES,
        form -> {
          String room = form.has("room") ? form.id("room") : new ObjectId().toHexString();
          Optional<Reply> no = form.problem();
          return no.isPresent()
              ? no.get()
              : switch (terms.read(form.any("terms"))) {
                case Codec.Read.Bad<RoomTerms>(var why) ->
                    Reply.problem(Complaint.FORM_INVALID, "terms: " + why.reason());
                case Codec.Read.Value<RoomTerms>(var agreed) -> open(call, room, agreed);
              };
        });
  }

  private Reply open(Call call, String room, RoomTerms agreed) throws ViewAway {
    if (items.one(agreed.item()).isEmpty()) {
      return Reply.problem(Complaint.ITEM_UNKNOWN);
    }
    RoomCommand command = opening(room, agreed, call.user().userId());
    return LogReply.of(LogReply.give(commands, command), command);
  }

  static RoomCommand opening(String room, RoomTerms agreed, String staff) {
    return new RoomCommand(
        room,
        OPEN_ID,
        new Author(staff, Role.STAFF),
        RoomCommand.NO_DEADLINE,
        new Wish.Open(agreed));
  }

  /// What I bid, with its receipts, and how the rooms stand that it was in.
  private Reply mine(Call call) throws ViewAway {
    int limit = call.number("limit", Auctions.MAX_PAGE, 1, Auctions.MAX_PAGE);
    List<StoredBid> own = auctions.bidsBy(call.user().userId(), limit);
    Set<String> ids = new LinkedHashSet<>();
    own.forEach(bid -> ids.add(bid.decision().room()));
    Map<String, StoredRoom> rooms = auctions.rooms(ids);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("bids");
    own.forEach(bid -> list.add(RoomJson.own(bid)));
    ArrayNode stand = body.putArray("rooms");
    for (String id : ids) {
      StoredRoom room = rooms.get(id);
      if (room == null) {
        continue;
      }
      ObjectNode summary = json.summary(room, RoomJson.viewer(call));
      items.one(room.terms().item()).ifPresent(item -> summary.set("item", item));
      stand.add(summary);
    }
    return Reply.json(body);
  }
}
