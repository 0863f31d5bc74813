package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
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
import java.util.List;
import java.util.Optional;
import org.bson.types.ObjectId;

/// Rooms (경매방) as they are stored, opening one, and bids.
final class RoomRoutes {
  private static final int PAGE = 100;
  static final int MAX_BODY_BYTES = 20_000;

  /// The one `open` of a room: a second by the same author is a repetition, not another room.
  static final String OPEN_ID = "open";

  private final Items items;
  private final RoomStore store;
  private final RoomJson json;
  private final Commands commands;
  private final TermsCodec terms = new TermsCodec();

  RoomRoutes(Items items, RoomStore store, RoomJson json, Commands commands) {
    this.items = items;
    this.store = store;
    this.json = json;
    this.commands = commands;
  }

  void addTo(Routes routes) {
    routes
        .post("/rooms", Access.STAFF, this::open)
        .get("/rooms/{id}", Access.ANYBODY, this::snapshot)
        .get("/rooms/{id}/bids", Access.ANYBODY, this::bids);
  }

  static Optional<StoredRoom> room(RoomStore store, Call call) throws ViewAway {
    String id = call.path("id");
    return Names.isId(id) ? store.room(id) : Optional.empty();
  }

  private Reply snapshot(Call call) throws ViewAway {
    Optional<StoredRoom> room = room(store, call);
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
    String id = call.path("id");
    Optional<StoredRoom> room =
        Names.isId(id) ? Optional.ofNullable(store.rooms(List.of(id)).get(id)) : Optional.empty();
    if (room.isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    BidHistory.Page page =
        BidHistory.page(
            store, room.get(), before(call), call.number("limit", PAGE, 1, RoomStore.MAX_PAGE));
    Naming naming = json.naming(room.get());
    Viewer viewer = RoomJson.viewer(call);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("bids");
    page.bids().forEach(bid -> list.add(RoomJson.bid(bid, viewer, naming)));
    page.next().ifPresent(next -> body.put("next", next));
    return Tags.answer(call, Reply.json(body));
  }

  /// The cursor of a page; what is none begins at the newest.
  static long before(Call call) {
    return call.query("before")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(Long::parseLong)
        .orElse(Long.MAX_VALUE);
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
}
