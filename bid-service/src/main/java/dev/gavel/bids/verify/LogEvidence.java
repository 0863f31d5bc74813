package dev.gavel.bids.verify;

import dev.gavel.bids.log.LoggedRecord;
import java.io.IOException;
import java.util.Optional;

/// The topics of a running system: commands, and what was decided on them.
interface LogEvidence extends AutoCloseable {

  /// Records of one topic's partition in order, up to where it ended when reading began.
  interface Records extends AutoCloseable {
    Optional<LoggedRecord> next() throws IOException;

    @Override
    void close();
  }

  /// Identity of the commands topic.
  String topicId() throws IOException;

  int partitions() throws IOException;

  Records commands(int partition) throws IOException;

  /// To be opened before the commands: then each of its decisions has its command there.
  Records results(int partition) throws IOException;

  @Override
  void close();
}
