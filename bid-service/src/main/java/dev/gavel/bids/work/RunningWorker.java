package dev.gavel.bids.work;

import dev.gavel.bids.close.CascadeLog;
import dev.gavel.bids.close.KafkaCascadeLog;
import dev.gavel.bids.close.KafkaTickLog;
import dev.gavel.bids.close.TickLog;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.log.CommandLog;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.log.KafkaCommandLog;
import dev.gavel.bids.log.TopicIdentity;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.results.KafkaResultLog;
import dev.gavel.bids.results.ResultLog;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.runtime.trace.Tracing;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker with its threads: opens what talks to Kafka, however long that takes, then works until
/// it is closed.
public final class RunningWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningWorker.class);

  /// How often the topic is looked at: whether Kafka answers, and whether it is the same topic.
  static final Duration WATCH_EVERY = Duration.ofSeconds(2);

  /// A worker that has not ended by then is interrupted.
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(9);

  private static final Duration INTERRUPTED_LIMIT = Duration.ofSeconds(2);

  private final KafkaClients clients;
  private final ProjectionStore view;
  private final Announcer announcer;
  private final Condition condition;
  private final WorkerMeters meters;
  private final Tracing tracing;
  private final WorkerLimits limits;
  private final Thread thread;
  private volatile Optional<WorkerLoop> worker = Optional.empty();
  private volatile boolean closed;

  /// Without traces.
  public RunningWorker(
      KafkaClients clients,
      ProjectionStore view,
      Announcer announcer,
      Condition condition,
      WorkerMeters meters,
      WorkerLimits limits) {
    this(clients, view, announcer, condition, meters, Tracing.off(), limits);
  }

  /// Starts at once; takes over nothing: view and announcer are closed by whoever opened them.
  public RunningWorker(
      KafkaClients clients,
      ProjectionStore view,
      Announcer announcer,
      Condition condition,
      WorkerMeters meters,
      Tracing tracing,
      WorkerLimits limits) {
    this.clients = clients;
    this.view = view;
    this.announcer = announcer;
    this.condition = condition;
    this.meters = meters;
    this.tracing = tracing;
    this.limits = limits;
    this.thread = Thread.ofPlatform().name("gavel-decide " + clients.name()).start(this::run);
  }

  private void run() {
    Backoff backoff = new Backoff();
    while (!closed) {
      try {
        work();
        return;
      } catch (Away away) {
        condition.away(Condition.Doing.STARTING, away);
        sleep(backoff.next());
      } catch (RuntimeException | Error bug) {
        condition.broken(bug);
        return;
      }
    }
  }

  private void work() throws Away {
    try (ResultLog results = new KafkaResultLog(clients);
        CascadeLog cascade = new KafkaCascadeLog(clients);
        TickLog ticks = KafkaTickLog.open(clients)) {
      CommandLog log = KafkaCommandLog.open(clients);
      condition.back(Condition.Doing.STARTING);
      WorkerLoop made =
          new WorkerLoop(
              log,
              new StageExecutor(
                  view, results, cascade, announcer, new TopicIdentity(log::askTopicId)),
              ticks,
              condition,
              meters,
              new BatchTraces(tracing),
              limits);
      worker = Optional.of(made);
      Thread watch = Thread.ofVirtual().name("gavel-watch").start(() -> watch(made));
      try {
        if (!closed) {
          made.run();
        }
      } finally {
        watch.interrupt();
      }
    }
  }

  private void watch(WorkerLoop watched) {
    while (!closed && sleep(WATCH_EVERY)) {
      try {
        watched.watch();
        condition.back(Condition.Doing.WATCHING);
      } catch (Away away) {
        if (!closed) {
          condition.away(Condition.Doing.WATCHING, away);
        }
      }
    }
  }

  private static boolean sleep(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Finishes what is decided and leaves the group, within [#CLOSE_LIMIT] or a little more.
  @Override
  public void close() {
    closed = true;
    worker.ifPresent(WorkerLoop::stop);
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        LOG.warn("the worker did not end within {}, interrupting it", CLOSE_LIMIT);
        thread.interrupt();
        thread.join(INTERRUPTED_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
