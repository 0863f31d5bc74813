package dev.gavel.bids;

import dev.gavel.bids.work.WorkerLimits;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.runtime.address.AddressSetting;
import dev.gavel.runtime.address.MongoAddress;
import dev.gavel.runtime.address.RedisAddress;
import dev.gavel.runtime.trace.TraceSettings;
import io.helidon.config.Config;
import java.util.Objects;

/// Everything that a bid worker is told from outside, checked once.
///
/// @param name tells the workers apart in logs, client ids and ticks; an id of the system
/// @param kafka `host:port[,host:port]` of the brokers
/// @param redis `redis://host:port`
/// @param mongo `mongodb://...`, without a database
/// @param database the view's database
/// @param group the workers that share the rooms' partitions
/// @param adminPort health and metrics; 0 takes a free port, see [Running#adminPort()]
/// @param limits what is bounded
/// @param traces whether and where traces are exported
public record Settings(
    String name,
    String kafka,
    String redis,
    String mongo,
    String database,
    String group,
    int adminPort,
    Limits limits,
    TraceSettings traces) {

  public static final String DEFAULT_GROUP = "gavel-bid-service";

  /// Bounds of one worker.
  ///
  /// @param batchCommands most commands of a partition that are decided and committed as one batch
  /// @param batchBytes most bytes of them; a batch has one command at least
  /// @param backlogBytes most bytes of commands that wait undecided, over all partitions; a
  ///   partition that holds its part of them is not read on
  /// @param roomsAsleep closed rooms a partition that stay in memory for late commands
  /// @param sessionTimeoutMs silence after which the group gives a worker's partitions to others;
  ///   brokers allow 6 000 to 1 800 000 unless told otherwise
  public record Limits(
      int batchCommands, int batchBytes, int backlogBytes, int roomsAsleep, int sessionTimeoutMs) {
    public static final Limits DEFAULT =
        new Limits(2_000, 2 * 1024 * 1024, 32 * 1024 * 1024, 1_000, 6_000);

    public Limits {
      within("worker.limits.batch.commands", batchCommands, 1, 5_000);
      within("worker.limits.batch.bytes", batchBytes, 1_024, 16 * 1024 * 1024);
      within("worker.limits.backlog.bytes", backlogBytes, 1_024, 1024 * 1024 * 1024);
      within("worker.limits.rooms.asleep", roomsAsleep, 0, 1_000_000);
      within("worker.limits.session.timeout.ms", sessionTimeoutMs, 1_000, 1_800_000);
    }

    /// Those of the pipeline.
    public WorkerLimits worker() {
      return new WorkerLimits(batchCommands, batchBytes, backlogBytes, roomsAsleep);
    }
  }

  /// Checks every value.
  ///
  /// @throws IllegalArgumentException naming the setting that cannot be used
  public Settings {
    if (!Names.isId(name)) {
      throw new IllegalArgumentException(
          "worker.name: 1 to 64 of letters, digits and _.:- expected, not '" + name + "'");
    }
    AddressSetting.check("kafka.bootstrap", kafka, KafkaAddress::of);
    AddressSetting.check("redis.uri", redis, RedisAddress::of);
    AddressSetting.check("mongo.uri", mongo, MongoAddress::of);
    filled("mongo.database", database);
    filled("worker.group", group);
    within("worker.admin.port", adminPort, 0, 65_535);
    Objects.requireNonNull(limits);
    Objects.requireNonNull(traces);
  }

  /// Without traces.
  // Justification: one parameter a component, like the record's own constructor.
  public Settings(
      String name,
      String kafka,
      String redis,
      String mongo,
      String database,
      String group,
      int adminPort,
      Limits limits) {
    this(name, kafka, redis, mongo, database, group, adminPort, limits, TraceSettings.off());
  }

  /// The same with other traces.
  public Settings with(TraceSettings others) {
    return new Settings(name, kafka, redis, mongo, database, group, adminPort, limits, others);
  }

  /// Defaults for everything but the addresses; health and metrics on a free port.
  public static Settings of(String name, String kafka, String redis, String mongo) {
    return new Settings(
        name, kafka, redis, mongo, Names.DATABASE, DEFAULT_GROUP, 0, Limits.DEFAULT);
  }

  /// Reads `application.yaml` and the environment (`KAFKA_BOOTSTRAP` for `kafka.bootstrap`).
  public static Settings read(Config config) {
    Config worker = config.get("worker");
    return new Settings(
        text(worker, "name", "worker-" + ProcessHandle.current().pid()),
        text(config, "kafka.bootstrap", "127.0.0.1:9092"),
        text(config, "redis.uri", "redis://127.0.0.1:6379"),
        text(config, "mongo.uri", "mongodb://127.0.0.1:27017"),
        text(config, "mongo.database", Names.DATABASE),
        text(worker, "group", DEFAULT_GROUP),
        number(worker, "admin.port", 0),
        limits(worker.get("limits")),
        TraceSettings.read(
            config.get("otlp.endpoint").asString().asOptional(),
            config.get("otlp.ratio").asString().asOptional()));
  }

  private static Limits limits(Config config) {
    Limits usual = Limits.DEFAULT;
    return new Limits(
        number(config, "batch.commands", usual.batchCommands()),
        number(config, "batch.bytes", usual.batchBytes()),
        number(config, "backlog.bytes", usual.backlogBytes()),
        number(config, "rooms.asleep", usual.roomsAsleep()),
        number(config, "session.timeout.ms", usual.sessionTimeoutMs()));
  }

  private static String text(Config config, String key, String usual) {
    return config.get(key).asString().orElse(usual).strip();
  }

  private static int number(Config config, String key, int usual) {
    String said = text(config, key, Integer.toString(usual));
    try {
      return Integer.parseInt(said);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException(
          "%s.%s: a whole number expected, not '%s'".formatted(config.key(), key, said));
    }
  }

  private static void filled(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + ": must not be empty");
    }
  }

  private static void within(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s: %d is not within %d to %d".formatted(key, value, least, most));
    }
  }
}
