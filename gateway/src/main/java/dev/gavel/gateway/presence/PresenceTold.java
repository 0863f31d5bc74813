package dev.gavel.gateway.presence;

/// Told about the rooms that somebody of this gateway sits in, by one thread of [Presence]'s own,
/// in order. May block: presence is then told later, and less of it.
public interface PresenceTold {

  /// A user who was not in the room is.
  void joined(String room, String userId);

  /// A user has been away from the room for [PresenceTimes#graceMs()].
  void left(String room, String userId);

  /// Count or names are others than last told.
  void counted(String room, People people);
}
