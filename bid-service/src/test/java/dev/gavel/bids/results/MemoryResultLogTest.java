package dev.gavel.bids.results;

import dev.gavel.model.Decision;
import java.util.List;

class MemoryResultLogTest extends ResultLogContract {
  private final MemoryResultLog log = new MemoryResultLog();

  @Override
  ResultLog log() {
    return log;
  }

  @Override
  List<Decision> results(int partition, String room) {
    return log.results().stream()
        .filter(one -> one.place().partition() == partition && one.room().equals(room))
        .toList();
  }

  @Override
  List<String> unreadable(String key) {
    return log.unreadable().stream()
        .filter(one -> one.record().key().equals(key))
        .map(one -> one.record().place().toString())
        .toList();
  }
}
