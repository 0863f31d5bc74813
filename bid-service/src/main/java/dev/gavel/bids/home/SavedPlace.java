package dev.gavel.bids.home;

/// How far a partition is stored and published.
///
/// @param next the first offset that is not
/// @param oldestOpen where the log of the oldest room that was open then begins; `next` when none
public record SavedPlace(String topicId, int partition, long next, long oldestOpen) {

  public SavedPlace {
    if (next < 0 || oldestOpen < 0 || oldestOpen > next) {
      throw new IllegalArgumentException("not a place: next " + next + ", open " + oldestOpen);
    }
  }

  /// Where a partition begins that nobody has read yet.
  public static SavedPlace first(String topicId, int partition) {
    return new SavedPlace(topicId, partition, 0, 0);
  }
}
