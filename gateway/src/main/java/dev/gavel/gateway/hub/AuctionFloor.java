package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.RoomCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// What connected clients can do, whichever protocol they speak (README: "Events"). Every `if` here
/// is about who may ask what how often; what becomes of a bid is the log's alone.
public final class AuctionFloor implements PeerEvents {
  private final Hub hub;
  private final RoomSources sources;
  private final Entrance entrance;
  private final Bidding bidding;
  private final Seating seating;
  private final Arrivals arrivals;
  private final Returning returning;
  private final Talk talk;
  private final Company company;
  private final Settings.Limits limits;
  private final Tabs tabs;
  private final Form form = new Form();
  private final Map<Peer, Visit> visits = new ConcurrentHashMap<>();

  public AuctionFloor(Floor floor, Company company, Settings.Limits limits) {
    this.hub = floor.hub();
    this.sources = floor.sources();
    this.tabs = floor.tabs();
    this.talk = floor.talk();
    this.bidding = new Bidding(floor.commands(), tabs, floor.counted());
    this.entrance = new Entrance(sources, floor.lots());
    this.seating = new Seating(hub, sources);
    this.arrivals = new Arrivals(hub, seating, company, sources.people());
    this.returning = new Returning(seating, sources.meters(), limits.maxRoomsPerSocket());
    this.company = company;
    this.limits = limits;
  }

  @Override
  public Welcome connecting(Peer peer, JsonNode auth) {
    Visit visit =
        new Visit(
            peer,
            new TokenBucket(limits.eventsPerSecond(), System::nanoTime),
            limits.eventsPerSecond());
    if (peer.identity() instanceof Identity.Refused refused) {
      sources.meters().rejected(refused.code());
      return new Welcome.Rejected(refused.code(), refused.message());
    }
    Optional<Complaint> why = entrance.judge(visit);
    return why.isPresent() ? reject(peer, why.get()) : admit(visit);
  }

  private Welcome admit(Visit visit) {
    Peer peer = visit.peer();
    try {
      Optional<Returning.Way> way = returning.way(visit);
      if (visit.user().filter(user -> !tabs.add(user, peer)).isPresent()) {
        return reject(peer, Complaint.TOO_MANY_SOCKETS);
      }
      visits.put(peer, visit);
      way.ifPresent(back -> returning.seat(visit, back));
      return new Welcome.Accepted();
    } catch (ViewAway away) {
      return reject(peer, Complaint.UNAVAILABLE);
    }
  }

  private Welcome reject(Peer peer, Complaint why) {
    sources.meters().rejected(why.name());
    if (why == Complaint.UNAVAILABLE) {
      // A Socket.IO client that is told so would never come back; one that is cut off does.
      peer.closeTransport(why.name());
    }
    return new Welcome.Rejected(why.name(), why.text());
  }

  @Override
  public void connected(Peer peer) {
    Visit visit = visits.get(peer);
    if (visit == null) {
      return;
    }
    company.opened(peer);
    visit.rooms().forEach(room -> company.sat(room, peer));
    visit
        .firstRoom()
        .filter(room -> !visit.sitsIn(room))
        .ifPresent(room -> {
          Optional<Complaint> why =
              sit(visit, room, OptionalLong.empty(), json -> peer.send(Snapshot.event(room, json)));
          why.ifPresent(complaint -> peer.emit("error", List.of(complaint.json())));
        });
  }

  @Override
  public void event(Peer peer, String event, List<JsonNode> arguments, Ack ack) {
    Visit visit = visits.get(peer);
    if (visit == null) {
      return;
    }
    Reply reply = new Reply(peer, ack);
    long waitMs = visit.take();
    if (waitMs > 0) {
      limited(visit, event, reply, waitMs);
      return;
    }
    Optional<ObjectNode> body = Form.body(arguments);
    if (body.isEmpty() || Form.room(body.get()).isEmpty()) {
      bidding.count(event, Complaint.FORM_INVALID);
      reply.refuse(Complaint.FORM_INVALID);
      return;
    }
    String room = Form.room(body.get()).get();
    switch (event) {
      case "join" -> join(visit, room, body.get(), reply);
      case "leave" -> leave(visit, room, reply);
      case "bid" -> bid(visit, room, body.get(), reply);
      case "message" -> message(visit, room, body.get(), reply);
      case "command" -> command(visit, body.get(), reply);
      default -> reply.refuse(Complaint.EVENT_UNKNOWN);
    }
  }

  private void limited(Visit visit, String event, Reply reply, long waitMs) {
    sources.meters().limited("connection");
    bidding.count(event, Complaint.RATE_LIMITED);
    reply.refuseFor(Complaint.RATE_LIMITED, waitMs);
    if (visit.floods()) {
      visit.peer().closeTransport(Complaint.RATE_LIMITED.name());
    }
  }

  // --- rooms
  // --------------------------------------------------------------------------------------

  private void join(Visit visit, String room, ObjectNode body, Reply reply) {
    OptionalLong after = Form.after(body);
    Consumer<ObjectNode> show =
        json -> {
          String result = json.path("recovered").asBoolean() ? "recovered" : "snapshot";
          sources.meters().joined(after.isPresent() ? result : "fresh");
          reply.answer(json);
          visit.peer().wasShown(room, json.path("sequence").asLong());
        };
    sit(visit, room, after, show).ifPresent(reply::refuse);
  }

  /// Why it does not sit, when it does not.
  private Optional<Complaint> sit(
      Visit visit, String room, OptionalLong after, Consumer<ObjectNode> show) {
    boolean sat = visit.sitsIn(room);
    if (!sat && visit.count() >= limits.maxRoomsPerSocket()) {
      return Optional.of(Complaint.TOO_MANY_ROOMS);
    }
    Optional<Complaint> closed = sat ? Optional.empty() : arrivals.arrives(room, visit.peer());
    if (closed.isPresent()) {
      return closed;
    }
    return switch (seating.join(room, visit.peer(), visit.user(), after, show)) {
      case SEATED -> {
        visit.sat(room);
        yield Optional.empty();
      }
      case NO_ROOM -> Optional.of(Complaint.ROOM_UNKNOWN);
      case AWAY -> Optional.of(Complaint.UNAVAILABLE);
    };
  }

  private void leave(Visit visit, String room, Reply reply) {
    if (visit.sitsIn(room)) {
      visit.rose(room);
      hub.leave(room, visit.peer());
      visit.peer().gotUp(room);
      company.rose(room, visit.peer());
    }
    reply.ok();
  }

  private void bid(Visit visit, String room, ObjectNode body, Reply reply) {
    Optional<String> user = visit.user();
    if (user.isEmpty()) {
      bidding.refuse(Complaint.LOGIN_REQUIRED, reply);
    } else if (!visit.sitsIn(room)) {
      bidding.refuse(Complaint.NOT_JOINED, reply);
    } else {
      long waitMs = tabs.takeBid(user.get());
      if (waitMs > 0) {
        sources.meters().limited("user");
        bidding.refuseFor(Complaint.RATE_LIMITED, waitMs, reply);
        return;
      }
      send(Form.bid(body, user.get()), reply);
    }
  }

  private void command(Visit visit, ObjectNode body, Reply reply) {
    if (visit.user().isEmpty() || !visit.isStaff()) {
      bidding.refuse(Complaint.NOT_ALLOWED, reply);
    } else {
      send(form.command(body, visit.user().get()), reply);
    }
  }

  private void send(Optional<RoomCommand> command, Reply reply) {
    command.ifPresentOrElse(
        read -> bidding.send(read, reply), () -> bidding.refuse(Complaint.FORM_INVALID, reply));
  }

  private void message(Visit visit, String room, ObjectNode body, Reply reply) {
    Optional<String> text = Form.message(body);
    if (visit.user().isEmpty()) {
      reply.refuse(Complaint.LOGIN_REQUIRED);
    } else if (!visit.sitsIn(room)) {
      reply.refuse(Complaint.NOT_JOINED);
    } else if (text.isEmpty()) {
      reply.refuse(Complaint.FORM_INVALID);
    } else {
      talk.say(room, visit.user().get(), visit.isStaff(), text.get());
      reply.ok();
    }
  }

  @Override
  public void gone(Peer peer, String cause) {
    Visit visit = visits.remove(peer);
    if (visit == null) {
      return;
    }
    for (String room : visit.rooms()) {
      hub.leave(room, peer);
      company.rose(room, peer);
    }
    visit.user().ifPresent(user -> tabs.remove(user, peer));
    company.gone(peer);
  }
}
