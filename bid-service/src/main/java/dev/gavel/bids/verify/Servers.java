package dev.gavel.bids.verify;

import dev.gavel.bids.Settings;
import dev.gavel.bids.store.MongoProjectionStore;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/// Where the running system is; what is not said comes from the worker's own settings.
final class Servers {
  @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Kafka's brokers")
  private String kafka = "";

  @Option(names = "--mongo", paramLabel = "URI", description = "MongoDB")
  private String mongo = "";

  @Option(names = "--database", paramLabel = "NAME", description = "the view's database")
  private String database = "";

  LogEvidence log() throws IOException {
    try {
      return KafkaEvidence.open(kafka.isEmpty() ? settings().kafka() : kafka);
    } catch (IllegalArgumentException none) {
      throw new UnreadableEvidence("--kafka: " + none.getMessage());
    }
  }

  ViewEvidence view() throws IOException {
    try {
      return MongoEvidence.open(
          mongo.isEmpty() ? settings().mongo() : mongo,
          database.isEmpty() ? settings().database() : database);
    } catch (IllegalArgumentException none) {
      throw new UnreadableEvidence("--mongo, --database: " + none.getMessage());
    }
  }

  /// The projection, to be written.
  MongoProjectionStore store() throws IOException {
    try {
      return MongoProjectionStore.open(
          mongo.isEmpty() ? settings().mongo() : mongo,
          database.isEmpty() ? settings().database() : database);
    } catch (IllegalArgumentException none) {
      throw new UnreadableEvidence("--mongo, --database: " + none.getMessage());
    }
  }

  /// The members of the workers' group, by client id.
  List<String> liveWorkers() throws IOException {
    try {
      return KafkaEvidence.members(
          kafka.isEmpty() ? settings().kafka() : kafka, settings().group());
    } catch (IllegalArgumentException none) {
      throw new UnreadableEvidence("--kafka: " + none.getMessage());
    }
  }

  private static Settings settings() throws IOException {
    try {
      return Settings.read(Config.create());
    } catch (IllegalArgumentException | ConfigException wrong) {
      throw new UnreadableEvidence("a setting cannot be used: " + wrong.getMessage());
    }
  }
}
