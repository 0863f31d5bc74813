package dev.gavel.gateway.hub;

import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/// The members of a room, in the order in which they came, and the updates that they have not been
/// sent yet. Used under the room's lock.
final class Members {
  private final Map<Peer, Member> members = new LinkedHashMap<>();
  private final PendingUpdates pending;
  private final RoomSources sources;
  private long emptySinceMs;

  /// @param shownEndMs the end that those who come first are shown
  Members(OptionalLong shownEndMs, RoomSources sources) {
    this.pending = new PendingUpdates(shownEndMs);
    this.sources = sources;
    this.emptySinceMs = sources.clock().getAsLong();
  }

  /// @param sequence of the snapshot that it is going to be shown
  void seat(Peer peer, Optional<String> user, long sequence) {
    members.put(peer, new Member(peer, user, sequence));
  }

  void hasBeenShown(Peer peer) {
    Optional.ofNullable(members.get(peer)).ifPresent(Member::hasBeenShown);
  }

  /// Whether the peer sat here.
  boolean remove(Peer peer) {
    boolean sat = members.remove(peer) != null;
    if (members.isEmpty()) {
      emptySinceMs = sources.clock().getAsLong();
    }
    return sat;
  }

  boolean isEmptySince(long beforeMs) {
    return members.isEmpty() && emptySinceMs <= beforeMs;
  }

  /// What the members have not been sent yet.
  ///
  /// @param areDue it must not wait for anything
  record Pending(boolean isEmpty, boolean areDue, int members) {}

  Pending pending() {
    return new Pending(pending.isEmpty(), pending.areDue(), members.size());
  }

  /// To be sent with the next [#flush()].
  void add(Told told) {
    pending.add(told);
  }

  /// Sends each member what it has not been sent yet: one entry of its outbound queue, and one more
  /// for each [PendingUpdates#MOST] updates.
  List<UpdateBatch> flush() {
    List<UpdateBatch> batches = pending.take();
    batches.forEach(this::send);
    return batches;
  }

  private void send(UpdateBatch batch) {
    long beganNs = sources.scheduler().nanos();
    int delivered = 0;
    for (Member member : members.values()) {
      delivered += batch.tell(member);
    }
    long tookNs = sources.scheduler().nanos() - beganNs;
    sources.meters().toldAll(batch.size(), batch.made(), delivered, tookNs);
  }

  /// Shows all members the room as it is.
  void show(OptionalLong endMs, Function<Optional<String>, Broadcast> snapshot) {
    pending.shown(endMs);
    members.values().forEach(member -> member.send(snapshot.apply(member.user())));
  }

  /// Tells all members something that has no number.
  void tell(Broadcast news) {
    members.values().forEach(member -> member.send(news));
  }

  /// Tells the connections of one user.
  void tell(String user, Broadcast news) {
    members.values().stream()
        .filter(member -> member.isOf(user))
        .forEach(member -> member.send(news));
  }

  /// The users who are here, each once.
  Stream<String> users() {
    return members.values().stream().map(Member::user).flatMap(Optional::stream).distinct();
  }

  /// The same, with words of their own for those whom it is about.
  void tell(Broadcast others, String about, Broadcast own) {
    members.values().forEach(member -> member.send(member.isOf(about) ? own : others));
  }
}
