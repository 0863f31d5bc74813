package dev.gavel.bids.log;

import dev.gavel.model.Why;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// A record that Kafka refuses for its size, however often it is appended. Its partition stops
/// until somebody has looked: at the topic's `max.message.bytes`, since nothing of ours comes near
/// what Kafka takes by itself (a decision has at most 64 KiB, Kafka takes 1 MiB).
public final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooLarge(String doing, Throwable refused) {
    super("Kafka will never take it, " + doing + ": " + Why.of(refused), refused);
  }

  static boolean isSaidBy(Throwable refused) {
    return refused instanceof RecordTooLargeException
        || refused instanceof RecordBatchTooLargeException;
  }
}
