package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.view.StoredRoom;
import dev.gavel.gateway.words.Naming;
import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
  private final RoomPeople people;
  private final RawValue item;
  private Facts facts;
  private RawValue terms;
  private ObjectNode presence;
  private boolean closed;

  LiveRoom(StoredRoom stored, RoomPeople people, ObjectNode item, RoomSources sources) {
    this.id = stored.id();
    this.sources = sources;
    this.people = people;
    this.item = new RawValue(item.toString());
    this.facts = Facts.of(stored);
    this.terms = terms(stored.terms());
    this.window = new Window(sources.meters());
    this.members = new Members(stored.standing().endsAtMs(), sources);
    people.learn(stored);
    this.naming = sources.people().naming(id, people::paddle);
    this.presence = JsonNodeFactory.instance.objectNode().put("count", 0);
    this.presence.putArray("people");
    window.reset(told(stored.last()));
  }

  private RawValue terms(RoomTerms shown) {
    return new RawValue(sources.words().terms(shown).toString());
  }

  private List<Told> told(List<RoomUpdate> updates) {
    return updates.stream().map(update -> told(update)).toList();
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

  Naming naming() {
    return naming;
  }

  /// How many updates came behind `after`; empty when not all of them are here.
  OptionalInt missed(long after) {
    return snapshot().missed(after).stream().mapToInt(List::size).findFirst();
  }

  /// Whether `user` leads, so that its maximum is worth looking up before a join.
  boolean isLeader(String user) {
    return locked(() -> facts.standing().leader().filter(user::equals).isPresent());
  }

  // --- what happens ------------------------------------------------------------------------------

  /// Moves on by the update that is next; snapshots show it from now on. Any other is dropped.
  void advance(RoomUpdate update) {
    people.learn(update);
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
    List<Told> newest = told(stored.last());
    holding(() -> {
      if (stored.sequence() <= facts.sequence()) {
        return;
      }
      flush();
      facts = Facts.of(stored);
      people.learn(stored);
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

  /// Who is here: for snapshots from now on. Everybody else is told in their time.
  void presentSoon(ObjectNode now) {
    holding(() -> presence = now);
  }

  /// The same people by name, and more of them.
  void recount(long count) {
    holding(() -> presence = presence.deepCopy().put("count", count));
  }

  /// What snapshots say now.
  record Presence(long count, int named) {}

  Presence presenceShown() {
    return locked(
        () -> new Presence(presence.path("count").asLong(), presence.path("people").size()));
  }

  /// Who is here: for snapshots from now on, and for all.
  void present(ObjectNode now) {
    Broadcast counted =
        Broadcast.conflating("presence:" + id, "presence", now.deepCopy().put("room", id));
    holding(() -> {
      presence = now;
      members.tell(counted);
    });
  }

  /// Tells everybody here something that has no number.
  void tell(Broadcast others, String about, Broadcast own) {
    holding(() -> members.tell(others, about, own));
  }

  // --- who is here -------------------------------------------------------------------------------

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

  RoomPeople people() {
    return people;
  }

  private Snapshot snapshot() {
    return locked(() -> new Snapshot(state()));
  }

  private RoomState state() {
    return new RoomState(
        id, facts, window.newest(), talk.newest(), people, item, terms, presence, sources);
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
