package dev.gavel.bids.verify;

import dev.gavel.bids.Settings;
import io.helidon.config.Config;
import java.io.IOException;
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
    return KafkaEvidence.open(kafka.isEmpty() ? settings().kafka() : kafka);
  }

  ViewEvidence view() {
    return MongoEvidence.open(
        mongo.isEmpty() ? settings().mongo() : mongo,
        database.isEmpty() ? settings().database() : database);
  }

  private static Settings settings() {
    return Settings.read(Config.create());
  }
}
