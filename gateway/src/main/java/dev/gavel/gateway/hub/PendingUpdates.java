package dev.gavel.gateway.hub;

import dev.gavel.model.RoomEvent;
import dev.gavel.model.RoomUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Updates that a room has taken in and its members have not been sent yet. Used under the room's
/// lock.
final class PendingUpdates {
  /// Updates of one broadcast. More do not wait for its time, and go out as several.
  static final int MOST = 64;

  /// An end that viewers know to be so near is moved at once. In a bid storm each bid moves the
  /// end, so they cannot all be urgent; and while an end is further away than this, its newer value
  /// comes long before it.
  static final int NEAR_END_MS = 1_000;

  private final List<Told> updates = new ArrayList<>();
  private OptionalLong knownEndMs;
  private boolean isUrgent;

  /// @param knownEndMs the end that viewers are shown first
  PendingUpdates(OptionalLong knownEndMs) {
    this.knownEndMs = knownEndMs;
  }

  void add(Told told) {
    updates.add(told);
    isUrgent |= isUrgent(told.update());
  }

  /// Bids may wait for one another, and approvals. All else that happens to a room is rare, and
  /// viewers act by it.
  private boolean isUrgent(RoomUpdate update) {
    return switch (update.event()) {
      case RoomEvent.BidPlaced bid -> bid.extendedToMs().isPresent() && isNearEnd(update.atMs());
      case RoomEvent.BidderApproved _ -> false;
      case RoomEvent.Opened _, RoomEvent.OutageExtended _, RoomEvent.Postponed _ -> true;
      case RoomEvent.Paused _, RoomEvent.Resumed _, RoomEvent.FairWarningGiven _ -> true;
      case RoomEvent.AskSet _, RoomEvent.BidVoided _, RoomEvent.BidReinstated _ -> true;
      case RoomEvent.Closed _, RoomEvent.Reopened _ -> true;
    };
  }

  private boolean isNearEnd(long atMs) {
    return knownEndMs.isPresent() && knownEndMs.getAsLong() - atMs <= NEAR_END_MS;
  }

  /// Viewers have been shown the room as it is, with this end.
  void shown(OptionalLong endMs) {
    knownEndMs = endMs;
  }

  boolean isEmpty() {
    return updates.isEmpty();
  }

  /// Whether they must not wait.
  boolean areDue() {
    return isUrgent || updates.size() >= MOST;
  }

  /// All of them, oldest first; none is pending then.
  List<UpdateBatch> take() {
    List<UpdateBatch> batches = new ArrayList<>(1);
    for (int from = 0; from < updates.size(); from += MOST) {
      batches.add(new UpdateBatch(updates.subList(from, Math.min(updates.size(), from + MOST))));
    }
    if (!updates.isEmpty()) {
      shown(updates.getLast().update().standing().endsAtMs());
    }
    updates.clear();
    isUrgent = false;
    return batches;
  }
}
