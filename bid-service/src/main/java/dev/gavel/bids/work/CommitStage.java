package dev.gavel.bids.work;

/// What is done with a batch. Every stage may be made again. When each may begin says
/// [CommitOrder]; stages that may begin together do so in the order in which they stand here.
enum CommitStage {
  /// That what was read is of the log which the projection belongs to, and of no other under its
  /// name.
  CHECK_TOPIC,
  /// Pages, shares and all else that its heads will name.
  STORE_PAGES,
  /// The commit: from here on it is there.
  STORE_HEADS,
  /// Redis: viewers and the gateways that wait. Best effort.
  PUBLISH_UPDATES,
  /// The results topic, and the topic of what could not be read.
  APPEND_RESULTS,
  /// Commands for other rooms.
  APPEND_CASCADES
}
