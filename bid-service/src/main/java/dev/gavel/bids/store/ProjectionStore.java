package dev.gavel.bids.store;

import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.SavedRoom;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is stored of the log. Every write may be made again and changes nothing then; a write of an
/// older state than the stored one is dropped. Threads may share it: those that write for different
/// partitions do not wait for each other.
public interface ProjectionStore extends AutoCloseable {

  /// Says that this store belongs to a log, or to which other: an empty one belongs to it from now
  /// on.
  ///
  /// @param partitions of the topic
  /// @return why nothing may be stored there, in a sentence; empty when it may
  Optional<String> claim(String topicId, int partitions) throws Away;

  /// How far a partition is stored; empty when nothing of it is.
  Optional<SavedPlace> place(String topicId, int partition) throws Away;

  /// What is known of these rooms; those that are not stored are left out.
  Map<String, SavedRoom> rooms(Collection<String> rooms) throws Away;

  /// What is known of closed rooms and of what was answered first to commands for them. A room is
  /// left out when what is stored of it is not whole or does not fit together; an answer when it is
  /// not among its author's newest. Then the log is asked.
  ///
  /// @param commands by room
  Map<String, Recall> recall(Map<String, Set<Recall.Key>> commands) throws Away;

  /// Stores what the batch's heads will name: pages, shares and what else is not the commit itself.
  /// Until its head names it, a page is not there. One round trip, or two where a room, a bidder or
  /// a share is new.
  void storePages(List<Slice> batch) throws Away;

  /// Stores the heads of the batch's rooms, unless what is stored has seen a later offset: the
  /// commit. One round trip.
  void storeHeads(List<Slice> batch) throws Away;

  /// Stores checkpoints, unless what is stored is further.
  void storeCheckpoints(List<SavedPlace> checkpoints) throws Away;

  @Override
  void close();
}
