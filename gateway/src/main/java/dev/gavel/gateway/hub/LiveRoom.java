package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.presence.People;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.words.Naming;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A room that is looked at here: its state, its newest updates, and who sits in it.
///
/// Only the room's own thread ([RoomThread]) moves it on; the lock keeps joins and updates apart,
/// so that a snapshot and what follows it fit together for every member. Nothing under the lock
/// waits for anything.
final class LiveRoom {
  private final String id;
  private final RoomSources sources;
  private final Naming naming;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Peer, Optional<String>> members = new LinkedHashMap<>();
  private final Window window = new Window();
  private final RoomTalk talk = new RoomTalk();
  private final RoomBidders bidders = new RoomBidders();
  private final ObjectNode item;
  private final AtomicReference<ObjectNode> presence;
  private Facts facts;
  private ObjectNode terms;
  private long emptySinceMs;
  private boolean closed;

  LiveRoom(StoredRoom stored, ObjectNode item, RoomSources sources) {
    this.id = stored.id();
    this.sources = sources;
    this.item = item;
    this.facts = Facts.of(stored);
    this.terms = sources.words().terms(stored.terms());
    bidders.learn(stored);
    this.naming = sources.people().naming(id, bidders::paddle);
    this.presence = new AtomicReference<>(Comings.json(naming, People.NOBODY));
    this.emptySinceMs = sources.clock().getAsLong();
    window.reset(told(stored.last()));
  }

  private List<Told> told(List<RoomUpdate> updates) {
    return updates.stream().map(this::told).toList();
  }

  private Told told(RoomUpdate update) {
    return new Told(update, facts.terms().currency(), sources.words(), naming);
  }

  String id() {
    return id;
  }

  Past.Known known() {
    return locked(() -> new Past.Known(id, facts.sequence(), facts.place(), facts.atMs()));
  }

  String item() {
    return item.path("id").asText();
  }

  Naming naming() {
    return naming;
  }

  /// How many updates came behind `after`; empty when not all of them are here.
  OptionalInt missed(long after) {
    return locked(() -> snapshot().missed(after).stream().mapToInt(List::size).findFirst());
  }

  /// Moves on by the update that is next, and tells everybody. Any other is dropped.
  void advance(RoomUpdate update) {
    bidders.learn(update);
    Told told = told(update);
    long beganNs = System.nanoTime();
    Told.Audiences audiences = told.audiences();
    lock.lock();
    try {
      if (update.sequence() != facts.sequence() + 1) {
        sources.meters().duplicate();
        return;
      }
      facts = facts.after(update);
      if (update.event() instanceof RoomEvent.Opened(var opened)) {
        terms = sources.words().terms(opened);
      }
      window.keep(told);
      members.forEach((peer, user) -> peer.send(audiences.of(user)));
      sources.meters().toldAll(audiences.made(), members.size(), System.nanoTime() - beganNs);
    } finally {
      lock.unlock();
    }
    sources.meters().lag(sources.clock().getAsLong() - update.atMs());
  }

  /// Goes on from a later state, because what came between cannot be had: everybody is shown the
  /// room anew.
  void jump(StoredRoom stored) {
    List<Told> newest = told(stored.last());
    holding(() -> {
      if (stored.sequence() <= facts.sequence()) {
        return;
      }
      facts = Facts.of(stored);
      bidders.learn(stored);
      window.reset(newest);
      members.forEach((peer, user) -> peer.send(snapshot().event(user, Snapshot.Join.jumped())));
    });
  }

  /// What was said before the room was opened here.
  void begin(List<Said> before) {
    before.forEach(said -> talk.keep(new RoomTalk.Line(said, naming.label(said.by()))));
  }

  /// A chat message: for snapshots from now on, and for all, once.
  void say(RoomTalk.Line line, Broadcast others, Broadcast own) {
    holding(() -> {
      if (talk.keep(line)) {
        tell(others, line.said().by(), own);
      }
    });
  }

  /// Who is here, for snapshots; the trees in it are not changed. All are told in their time.
  AtomicReference<ObjectNode> presence() {
    return presence;
  }

  /// Who is here: for snapshots from now on, and for all.
  void present(ObjectNode now) {
    Broadcast counted =
        Broadcast.conflating("presence:" + id, "presence", now.deepCopy().put("room", id));
    holding(() -> {
      presence.set(now);
      members.keySet().forEach(peer -> peer.send(counted));
    });
  }

  /// Tells everybody here something that has no number.
  void tell(Broadcast others, String about, Broadcast own) {
    holding(() ->
        members.forEach(
            (peer, user) -> peer.send(user.filter(about::equals).isPresent() ? own : others)));
  }

  /// Seats a peer, or finds it seated, and shows it the room before anything else can be told.
  ///
  /// @param show given what can be shown while the room stands still
  /// @return false when the room has been given up meanwhile and must be opened anew
  boolean join(Peer peer, Optional<String> user, Consumer<Snapshot> show) {
    return locked(() -> {
      if (closed) {
        return false;
      }
      members.put(peer, user);
      show.accept(snapshot());
      return true;
    });
  }

  /// Whether the peer sat here.
  boolean leave(Peer peer) {
    return locked(() -> {
      boolean sat = members.remove(peer) != null;
      if (members.isEmpty()) {
        emptySinceMs = sources.clock().getAsLong();
      }
      return sat;
    });
  }

  /// Gives the room up when nobody has sat here since `beforeMs`.
  boolean closeIfEmpty(long beforeMs) {
    return locked(() -> closed |= members.isEmpty() && emptySinceMs <= beforeMs);
  }

  RoomBidders bidders() {
    return bidders;
  }

  /// Users here whose own state is not known whole, at most so many.
  List<String> unknownUsers(int most) {
    return locked(() ->
        members.values().stream()
            .flatMap(Optional::stream)
            .distinct()
            .filter(user -> !bidders.own(user).isWhole())
            .limit(most)
            .toList());
  }

  /// Tells a user's connections here what is now known of its own state.
  void tellOwn(String user) {
    Optional<String> owner = Optional.of(user);
    holding(() -> {
      Broadcast own = Broadcast.of("mine", snapshot().mine(owner).put("room", id));
      Map<Peer, Optional<String>> owners = new LinkedHashMap<>(members);
      owners.values().removeIf(who -> !who.equals(owner));
      owners.keySet().forEach(peer -> peer.send(own));
    });
  }

  /// What would have to be had for a client that has everything up to `after`.
  Optional<Window.Missing> missing(long after) {
    return locked(() -> window.missing(after, facts.sequence()));
  }

  void deepen(List<RoomUpdate> older) {
    List<Told> labelled = told(older);
    holding(() -> window.deepen(labelled));
  }

  /// Only under the lock.
  private Snapshot snapshot() {
    return new Snapshot(
        new RoomState(id, facts, window, talk, bidders, item, terms, presence.get(), sources));
  }

  private void holding(Runnable step) {
    locked(() -> {
      step.run();
      return true;
    });
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }
}
