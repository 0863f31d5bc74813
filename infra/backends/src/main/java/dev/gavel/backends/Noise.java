package dev.gavel.backends;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/// Turns down what the embedded servers log: the stand-in for MongoDB writes a stack trace for
/// every command that fails, duplicate keys included, and a broker start is 400 lines. The client
/// of Docker writes down each byte that it reads.
final class Noise {
  private Noise() {}

  static void turnDown() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger("de.bwaldvogel").setLevel(Level.OFF);
      context.getLogger("kafka").setLevel(Level.ERROR);
      context.getLogger("state.change.logger").setLevel(Level.ERROR);
      context.getLogger("org.apache.kafka").setLevel(Level.ERROR);
      context.getLogger("io.netty").setLevel(Level.WARN);
      context.getLogger("io.lettuce").setLevel(Level.WARN);
      context.getLogger("org.mongodb").setLevel(Level.WARN);
      context.getLogger("com.github.dockerjava").setLevel(Level.WARN);
      context.getLogger("org.testcontainers").setLevel(Level.WARN);
      context.getLogger("tc").setLevel(Level.WARN);
    }
  }
}
