package dev.gavel.bids.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

class MemoryCommandLogTest extends CommandLogContract {
  private final MemoryTopic topic = new MemoryTopic("memory", PARTITIONS);

  @Override
  CommandLog member(String name) {
    return new MemoryCommandLog(topic, POLL_RECORDS);
  }

  @Override
  void append(int partition, String key, String value, Optional<String> gateway) {
    // As Records does.
    Optional<String> named = gateway.filter(dev.gavel.model.Names::isId);
    topic.append(partition, 1, key, value.getBytes(StandardCharsets.UTF_8), named);
  }
}
