package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Names;
import dev.gavel.model.StoredDecision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What I bid: how I stand in each room, and room by room every answer that I was given.
final class OwnBidRoutes {
  private static final int PAGE = 100;

  /// Decisions that one page of a room looks through; those of others lie between.
  private static final int LOOKED_THROUGH = RoomStore.MAX_RUN;

  private final Items items;
  private final RoomStore store;
  private final RoomJson json;

  OwnBidRoutes(Items items, RoomStore store, RoomJson json) {
    this.items = items;
    this.store = store;
    this.json = json;
  }

  void addTo(Routes routes) {
    routes
        .get("/me/bids", Access.LOGGED_IN, this::rooms)
        .get("/me/bids/{id}", Access.LOGGED_IN, this::ofRoom);
  }

  private record OwnRoom(StoredRoom room, BidderShare share) {
    long newestMs() {
      return share.recent().isEmpty() ? 0 : share.recent().getLast().decision().atMs();
    }
  }

  /// The rooms of my bids, those that answered me last first.
  private Reply rooms(Call call) throws ViewAway {
    int limit = call.number("limit", PAGE, 1, RoomStore.MAX_ROOMS);
    List<OwnRoom> own = own(call.user().userId());
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("rooms");
    for (OwnRoom one : own.subList(0, Math.min(limit, own.size()))) {
      list.add(room(one, call));
    }
    return Reply.json(body);
  }

  private List<OwnRoom> own(String user) throws ViewAway {
    List<String> ids = store.roomsOfBidder(user);
    Map<String, StoredRoom> rooms = store.rooms(ids);
    Map<RoomStore.ShareKey, RoomStore.StoredShare> shares =
        store.shares(rooms.keySet().stream().map(id -> new RoomStore.ShareKey(id, user)).toList());
    List<OwnRoom> own = new ArrayList<>();
    rooms.forEach((id, room) ->
        Optional.ofNullable(shares.get(new RoomStore.ShareKey(id, user)))
            .ifPresent(stored -> own.add(new OwnRoom(room, stored.share()))));
    own.sort(
        Comparator.comparingLong(OwnRoom::newestMs).reversed().thenComparing(o -> o.room().id()));
    return own;
  }

  private ObjectNode room(OwnRoom own, Call call) throws ViewAway {
    ObjectNode room = json.summary(own.room(), RoomJson.viewer(call));
    items.one(own.room().terms().item()).ifPresent(item -> room.set("item", item));
    BidderShare share = own.share();
    ObjectNode mine = room.putObject("mine").put("bids", share.bids());
    share.highest().ifPresent(most -> mine.put("highest", most));
    share
        .standing()
        .ifPresent(offer ->
            mine.putObject("offer")
                .put("bid", offer.bid())
                .put("amount", offer.amount())
                .put("maximum", offer.maximum()));
    RoomJson.limit(own.room(), share).ifPresent(limit -> mine.put("limit", limit));
    share.paddle().ifPresent(paddle -> mine.put("paddle", paddle));
    mine.put("blocked", share.blocked());
    ArrayNode recent = room.putArray("recent");
    share.recent().reversed().forEach(stored -> recent.add(RoomJson.own(stored)));
    return room;
  }

  /// Every answer to my bids in a room, the newest first.
  private Reply ofRoom(Call call) throws ViewAway {
    String id = call.path("id");
    if (!Names.isId(id) || store.sequences(List.of(id)).isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    RoomStore.Decisions run = store.decisions(id, RoomRoutes.before(call), LOOKED_THROUGH);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("room", id);
    ArrayNode list = body.putArray("bids");
    run.decisions().reversed().stream()
        .filter(stored -> isOwn(stored, call.user().userId()))
        .forEach(stored -> list.add(RoomJson.own(stored)));
    if (run.first() > 0) {
      body.put("next", run.first());
    }
    return Reply.json(body);
  }

  private static boolean isOwn(StoredDecision stored, String user) {
    boolean isBid = stored.decision().op().equals("bid") || stored.decision().op().equals("max");
    return isBid && !stored.decision().duplicate() && stored.decision().by().id().equals(user);
  }
}
