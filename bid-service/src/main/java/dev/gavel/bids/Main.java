package dev.gavel.bids;

import dev.gavel.bids.admin.AdminPort;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.results.RedisAnnouncer;
import dev.gavel.bids.store.MongoProjectionStore;
import dev.gavel.bids.verify.ProofCommand;
import dev.gavel.bids.work.Condition;
import dev.gavel.bids.work.RunningWorker;
import dev.gavel.bids.work.WorkerMeters;
import dev.gavel.model.Names;
import dev.gavel.runtime.trace.Tracing;
import io.helidon.config.Config;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The bid worker's entry: a process, or one of several in a JVM.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final int BAD_SETTING = 2;
  private static final int CANNOT_START = 1;

  private Main() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      System.exit(ProofCommand.run(args));
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      Running running = start(Settings.read(Config.create()));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
    } catch (IllegalArgumentException | io.helidon.config.ConfigException wrong) {
      LOG.error("a setting cannot be used: {}", wrong.getMessage());
      System.exit(BAD_SETTING);
    } catch (RuntimeException failed) {
      LOG.error("cannot start", failed);
      System.exit(CANNOT_START);
    }
  }

  /// Starts a worker. Returns at once: it joins the group and waits for servers that are away in
  /// the background, see [Running#ready()].
  ///
  /// @throws IllegalArgumentException naming the setting that cannot be used
  /// @throws RuntimeException when the admin port is taken
  public static Running start(Settings settings) {
    Condition condition = new Condition();
    PrometheusMeterRegistry registry = Metrics.registry();
    WorkerMeters meters = new WorkerMeters(registry, condition);
    MongoProjectionStore view = MongoProjectionStore.open(settings.mongo(), settings.database());
    RedisAnnouncer announcer = RedisAnnouncer.open(settings.redis(), meters::dropped);
    Tracing tracing = Tracing.open(settings.traces(), "gavel-worker", settings.name());
    AdminPort admin = AdminPort.open(settings.adminPort(), condition, registry);
    LOG.info("worker {} starts, health and metrics on port {}", settings.name(), admin.port());
    Settings.Limits limits = settings.limits();
    KafkaClients clients =
        new KafkaClients(
            settings.kafka(),
            settings.name(),
            settings.group(),
            Names.COMMANDS,
            limits.sessionTimeoutMs(),
            limits.batchCommands());
    RunningWorker worker =
        new RunningWorker(clients, view, announcer, condition, meters, tracing, limits.worker());
    return new Running(settings.name(), condition, worker, view, announcer, tracing, admin);
  }
}
