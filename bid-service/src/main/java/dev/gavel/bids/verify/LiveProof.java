package dev.gavel.bids.verify;

import java.io.IOException;
import java.util.Optional;

/// Proves a running system, one partition after the other.
final class LiveProof {
  private final Optional<String> room;
  private final Progress progress;
  private Tally tally = Tally.NONE;

  /// @param room the one room that is proved; all when empty
  LiveProof(Optional<String> room, Progress progress) {
    this.room = room;
    this.progress = progress;
  }

  Optional<Difference> check(LogEvidence log, ViewEvidence view) throws IOException {
    String topicId = log.topicId();
    int partitions = log.partitions();
    for (int partition = 0; partition < partitions; partition++) {
      ViewProof documents = new ViewProof(view, topicId, partition, room);
      PartitionProof proof = new PartitionProof(partition, room, documents, progress);
      Optional<Difference> difference = proof.check(log);
      tally = tally.plus(proof.tally());
      if (difference.isPresent()) {
        return difference;
      }
    }
    boolean missing = room.isPresent() && tally.commands() == 0;
    return missing
        ? Optional.of(
            Difference.of("room " + room.get(), "log", "its commands", Difference.NOTHING))
        : Optional.empty();
  }

  Tally tally() {
    return tally;
  }
}
