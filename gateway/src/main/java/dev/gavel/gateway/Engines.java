package dev.gavel.gateway;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.gateway.bids.KafkaCommandLog;
import dev.gavel.gateway.results.ResultsIn;
import dev.gavel.gateway.results.ResultsTopic;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.MongoAddress;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The clients of Kafka, Redis and MongoDB. All of them start while their servers are away, and go
/// on when they come.
record Engines(
    KafkaCommandLog log,
    ResultsTopic topic,
    ResultsIn results,
    SharedRedis redis,
    MongoClient mongo,
    MongoCalls calls)
    implements AutoCloseable {
  /// How long the driver looks for a server before it says that there is none.
  private static final int SELECT_MS = 2_000;

  static Engines of(Settings settings, ScheduledExecutorService timer, MeterRegistry meters) {
    Settings.Stores stores = settings.stores();
    ResultsTopic topic = new ResultsTopic(settings.name(), stores.kafka(), meters);
    MongoClient mongo = mongo(stores.mongo(), meters);
    return new Engines(
        new KafkaCommandLog(settings.name(), stores.kafka(), meters),
        topic,
        new ResultsIn(settings.name(), stores.redis(), topic, timer, meters),
        SharedRedis.open(stores.redis()),
        mongo,
        new MongoCalls(mongo.getDatabase(Names.DATABASE)));
  }

  static MongoClient mongo(String address, MeterRegistry meters) {
    return MongoClients.create(
        MongoAddress.of(address)
            .addCommandListener(new MongoCommands(meters))
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(SELECT_MS, TimeUnit.MILLISECONDS))
            .build());
  }

  /// A room's window in Redis; empty while Redis is away.
  Optional<List<String>> window(String key) {
    return redis.ask(commands -> commands.lrange(key, -Names.WINDOW_UPDATES, -1));
  }

  /// Carries a message to every gateway; false while Redis is away.
  boolean say(Said said) {
    return redis.send(commands -> commands.publish(said.channel(), said.json())).isPresent();
  }

  @Override
  public void close() {
    results.close();
    log.close();
    redis.close();
    mongo.close();
  }
}
