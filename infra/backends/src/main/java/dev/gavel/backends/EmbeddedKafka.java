package dev.gavel.backends;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Kafka broker and controller (KRaft) in this JVM, on loopback ports of its own choice. The
/// same folder can be started again, on other ports, also after a `kill -9`.
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);

  /// A stop that takes longer is abandoned; the log on disk recovers at the next start.
  static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final KafkaRaftServer server;
  private final int port;
  private final String bootstrap;

  private EmbeddedKafka(KafkaRaftServer server, int port, int told) {
    this.server = server;
    this.port = port;
    this.bootstrap = "127.0.0.1:" + told;
  }

  /// A further listener, and the one that clients are told of.
  ///
  /// @param protocol `SSL` or `SASL_SSL`
  /// @param settings of the broker
  public record Outside(String protocol, Map<String, String> settings) {
    /// Names the listener in settings that are for it alone.
    public static final String LISTENER = "listener.name.outside.";

    public Outside {
      settings = Map.copyOf(settings);
    }

    /// TLS, with our own certificate.
    public static Outside tls(Certificates shown) {
      return new Outside("SSL", certificate(shown));
    }

    /// What makes it show our certificate.
    public static Map<String, String> certificate(Certificates shown) {
      return Map.of(
          LISTENER + "ssl.keystore.type",
          "PKCS12",
          LISTENER + "ssl.keystore.location",
          shown.keyStore().toString(),
          LISTENER + "ssl.keystore.password",
          Certificates.PASSWORD,
          LISTENER + "ssl.key.password",
          Certificates.PASSWORD);
    }
  }

  /// Starts a broker whose log lives in `folder`; formats it first when it is new.
  ///
  /// @throws IOException when it does not start on any of [Ports#MAX_TRIES] sets of ports
  public static EmbeddedKafka start(Path folder) throws IOException {
    return start(folder, OptionalInt.empty(), Optional.empty());
  }

  /// The same behind a gate: clients are told to come by `port`, which leads to [#port()].
  public static EmbeddedKafka startBehind(Path folder, int port) throws IOException {
    return start(folder, OptionalInt.of(port), Optional.empty());
  }

  /// The same with another listener, which is the one of [#bootstrap()].
  public static EmbeddedKafka startWith(Path folder, Outside outside) throws IOException {
    return start(folder, OptionalInt.empty(), Optional.of(outside));
  }

  private static EmbeddedKafka start(Path folder, OptionalInt told, Optional<Outside> outside)
      throws IOException {
    Noise.turnDown();
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve("meta.properties"))) {
      format(folder);
    }
    RuntimeException last = new IllegalStateException("not tried");
    for (int i = 0; i < Ports.MAX_TRIES; i++) {
      int port = Ports.free();
      int client = outside.isPresent() ? Ports.free() : told.orElse(port);
      Map<String, String> settings = properties(folder, port, Ports.free(), told.orElse(port));
      outside.ifPresent(further -> add(further, client, settings));
      KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
      try {
        server.startup();
        return new EmbeddedKafka(server, port, client);
      } catch (RuntimeException failed) {
        LOG.warn("Kafka did not start on port {}, trying another: {}", port, failed.toString());
        stop(server);
        last = failed;
      }
    }
    throw new IOException("Kafka does not start in " + folder, last);
  }

  private static void format(Path folder) throws IOException {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .run();
    } catch (Exception failed) {
      throw new IOException("cannot format a Kafka folder at " + folder, failed);
    }
  }

  private static Map<String, String> properties(
      Path folder, int port, int controllerPort, int told) {
    Map<String, String> p = new HashMap<>();
    p.put("node.id", "1");
    p.put("process.roles", "broker,controller");
    p.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
    p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + told);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    p.put("log.dirs", folder.toString());
    p.put("auto.create.topics.enable", "false");
    p.put("log.retention.ms", "-1");
    small(p);
    return p;
  }

  /// The broker itself goes on talking in the open.
  private static void add(Outside outside, int port, Map<String, String> settings) {
    String address = ",OUTSIDE://127.0.0.1:" + port;
    settings.merge("listeners", address, String::concat);
    settings.merge("advertised.listeners", address, String::concat);
    settings.merge(
        "listener.security.protocol.map", ",OUTSIDE:" + outside.protocol(), String::concat);
    settings.putAll(outside.settings());
  }

  /// One node needs one replica, few threads and small buffers.
  private static void small(Map<String, String> p) {
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      p.put(topic + ".num.partitions", "1");
      p.put(topic + ".replication.factor", "1");
    }
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.num.partitions", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "3");
    p.put("background.threads", "2");
    p.put("log.cleaner.dedupe.buffer.size", "4194304");
    p.put("log.index.size.max.bytes", "1048576");
  }

  /// `host:port` for the clients' `bootstrap.servers`.
  public String bootstrap() {
    return bootstrap;
  }

  /// Where it listens.
  public int port() {
    return port;
  }

  /// Stops the broker within [#STOP_LIMIT].
  @Override
  public void close() {
    stop(server);
  }

  private static void stop(KafkaRaftServer server) {
    Thread stopping =
        Thread.ofPlatform()
            .daemon()
            .name("kafka-stop")
            .start(() -> {
              server.shutdown();
              server.awaitShutdown();
            });
    try {
      if (!stopping.join(STOP_LIMIT)) {
        LOG.warn("Kafka did not stop within {}; its folder recovers at the next start", STOP_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
