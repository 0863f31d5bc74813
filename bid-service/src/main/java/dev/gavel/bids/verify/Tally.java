package dev.gavel.bids.verify;

/// What was looked at.
///
/// @param again decisions that were delivered a second time
/// @param undecided commands at the end of the log that no worker got to yet
/// @param documents documents that were compared
record Tally(long rooms, long commands, long again, long undecided, long documents) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally plusCommand() {
    return new Tally(rooms, commands + 1, again, undecided, documents);
  }

  Tally plusAgain() {
    return new Tally(rooms, commands, again + 1, undecided, documents);
  }

  Tally plusUndecided() {
    return new Tally(rooms, commands, again, undecided + 1, documents);
  }

  Tally with(long ofRooms, long ofDocuments) {
    return new Tally(ofRooms, commands, again, undecided, ofDocuments);
  }

  Tally plus(Tally other) {
    return new Tally(
        rooms + other.rooms,
        commands + other.commands,
        again + other.again,
        undecided + other.undecided,
        documents + other.documents);
  }
}
