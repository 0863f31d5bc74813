package dev.gavel.backends;

import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

/// The servers as containers of real images. The only class that knows Testcontainers, so that a
/// run without it needs it neither on its class path nor in its start.
final class Containers {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final int REDIS_PORT = 6379;

  private Containers() {}

  static Backends.Server kafka() {
    Noise.turnDown();
    KafkaContainer kafka =
        new KafkaContainer(DockerImageName.parse(Choice.Part.KAFKA.image))
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withStartupTimeout(START_LIMIT);
    kafka.start();
    return new Backends.Server(kafka.getBootstrapServers(), kafka);
  }

  static Backends.Server redis() {
    Noise.turnDown();
    @SuppressWarnings("resource") // closed as a part of the backends
    GenericContainer<?> redis =
        new GenericContainer<>(DockerImageName.parse(Choice.Part.REDIS.image))
            .withExposedPorts(REDIS_PORT)
            .waitingFor(Wait.forListeningPort())
            .withStartupTimeout(START_LIMIT);
    redis.start();
    return new Backends.Server(
        "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT), redis);
  }

  /// A replica set of one, as majority writes need.
  static Backends.Server mongo() {
    Noise.turnDown();
    MongoDBContainer mongo =
        new MongoDBContainer(DockerImageName.parse(Choice.Part.MONGO.image))
            .withReplicaSet()
            .withStartupTimeout(START_LIMIT);
    mongo.start();
    return new Backends.Server(mongo.getConnectionString(), mongo);
  }
}
