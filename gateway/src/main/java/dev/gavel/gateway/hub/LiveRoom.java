package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.presence.People;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.words.Naming;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A room that is looked at here: its state, its newest updates, and who sits in it.
///
/// Only the room's own thread ([RoomThread]) moves it on, and sends what it has taken in
/// ([RoomBroadcasts]); the lock keeps joins and updates apart, so that a snapshot and what follows
/// it fit together for every member. Nothing waits under it, and snapshots are made outside of it.
final class LiveRoom {
  private final String id;
  private final RoomSources sources;
  private final Naming naming;
  private final ReentrantLock lock = new ReentrantLock();
  private final Members members;
  private final Window window;
  private final RoomTalk talk = new RoomTalk();
  private final RoomBidders bidders = new RoomBidders();
  private final AtomicReference<ObjectNode> presence;
  private final RawValue item;
  private Facts facts;
  private RawValue terms;
  private boolean closed;

  LiveRoom(StoredRoom stored, ObjectNode item, RoomSources sources) {
    this.id = stored.id();
    this.sources = sources;
    this.item = new RawValue(item.toString());
    this.facts = Facts.of(stored);
    this.terms = terms(stored.terms());
    this.window = new Window(sources.meters());
    this.members = new Members(stored.standing().endsAtMs(), sources);
    bidders.learn(stored);
    this.naming = sources.people().naming(id, bidders::paddle);
    this.presence = new AtomicReference<>(Comings.json(naming, People.NOBODY));
    window.reset(stored.last().stream().map(this::told).toList());
  }

  private RawValue terms(RoomTerms shown) {
    return new RawValue(sources.words().terms(shown).toString());
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
    return locked(() -> facts.terms().item());
  }

  Naming naming() {
    return naming;
  }

  /// How many updates came behind `after`; empty when not all of them are here.
  OptionalInt missed(long after) {
    return snapshot().missed(after).stream().mapToInt(List::size).findFirst();
  }

  /// Moves on by the update that is next; snapshots show it from now on. Any other is dropped.
  void advance(RoomUpdate update) {
    bidders.learn(update);
    Told told = told(update);
    holding(() -> {
      if (update.sequence() != facts.sequence() + 1) {
        sources.meters().duplicate();
        return;
      }
      facts = facts.after(update);
      if (update.event() instanceof RoomEvent.Opened(var opened)) {
        terms = terms(opened);
      }
      window.keep(told);
      members.add(told);
    });
  }

  Members.Pending pending() {
    return locked(members::pending);
  }

  /// Sends the members what they have not been sent yet.
  void flush() {
    List<UpdateBatch> batches = locked(members::flush);
    long nowMs = sources.clock().getAsLong();
    batches.forEach(batch -> batch.atMs().forEach(atMs -> sources.meters().lag(nowMs - atMs)));
  }

  /// Goes on from a later state, because what came between cannot be had: everybody is shown the
  /// room anew.
  void jump(StoredRoom stored) {
    List<Told> newest = stored.last().stream().map(this::told).toList();
    holding(() -> {
      if (stored.sequence() <= facts.sequence()) {
        return;
      }
      flush();
      facts = Facts.of(stored);
      bidders.learn(stored);
      window.reset(newest);
      Snapshot now = snapshot();
      members.show(stored.standing().endsAtMs(), user -> now.event(user, Snapshot.Join.jumped()));
    });
  }

  /// What was said before the room was opened here.
  void begin(List<Said> before) {
    before.forEach(said -> talk.keep(new RoomTalk.Line(said, naming.label(said.by()))));
  }

  /// Somebody said something: for snapshots from now on, and for all, once.
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
      members.tell(counted);
    });
  }

  /// Tells everybody here something that has no number.
  void tell(Broadcast others, String about, Broadcast own) {
    holding(() -> members.tell(others, about, own));
  }

  /// Seats a peer, or finds it seated, and shows it the room before anything else is told.
  ///
  /// @param show given the room as it is; what all are told meanwhile reaches this peer afterwards
  /// @return false when the room has been given up meanwhile and must be opened anew
  boolean join(Peer peer, Optional<String> user, Consumer<Snapshot> show) {
    Optional<Snapshot> shown =
        locked(() -> closed ? Optional.<Snapshot>empty() : Optional.of(seat(peer, user)));
    if (shown.isEmpty()) {
      return false;
    }
    try {
      show.accept(shown.get());
    } finally {
      holding(() -> members.hasBeenShown(peer));
    }
    return true;
  }

  private Snapshot seat(Peer peer, Optional<String> user) {
    members.seat(peer, user, facts.sequence());
    return snapshot();
  }

  /// Whether the peer sat here.
  boolean leave(Peer peer) {
    return locked(() -> members.remove(peer));
  }

  /// Gives the room up when nobody has sat here since `beforeMs`.
  boolean closeIfEmpty(long beforeMs) {
    return locked(() -> closed |= members.isEmptySince(beforeMs));
  }

  RoomBidders bidders() {
    return bidders;
  }

  /// Users here whose own state is not known whole, at most so many.
  List<String> unknownUsers(int most) {
    return locked(
        () -> members.users().filter(user -> !bidders.own(user).isWhole()).limit(most).toList());
  }

  /// Tells a user's connections here what is now known of its own state.
  void tellOwn(String user) {
    Broadcast own = Broadcast.of("mine", snapshot().mine(Optional.of(user)).put("room", id));
    holding(() -> members.tell(user, own));
  }

  /// What would have to be had for a client that has everything up to `after`.
  Optional<Window.Missing> missing(long after) {
    return locked(() -> window.missing(after, facts.sequence()));
  }

  void deepen(List<RoomUpdate> older) {
    List<Told> labelled = older.stream().map(this::told).toList();
    holding(() -> window.deepen(labelled));
  }

  private Snapshot snapshot() {
    return locked(() -> new Snapshot(state()));
  }

  private RoomState state() {
    return new RoomState(
        id, facts, window.newest(), talk.newest(), bidders, item, terms, presence.get(), sources);
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
