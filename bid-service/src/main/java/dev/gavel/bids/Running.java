package dev.gavel.bids;

import dev.gavel.bids.admin.AdminPort;
import dev.gavel.bids.results.Announcer;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.bids.work.Condition;
import dev.gavel.bids.work.RunningWorker;
import dev.gavel.runtime.trace.Tracing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A worker that was started.
public final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);

  private final String name;
  private final Condition condition;
  private final RunningWorker worker;
  private final ProjectionStore view;
  private final Announcer announcer;
  private final Tracing tracing;
  private final AdminPort admin;
  private boolean closed;

  Running(
      String name,
      Condition condition,
      RunningWorker worker,
      ProjectionStore view,
      Announcer announcer,
      Tracing tracing,
      AdminPort admin) {
    this.name = name;
    this.condition = condition;
    this.worker = worker;
    this.view = view;
    this.announcer = announcer;
    this.tracing = tracing;
    this.admin = admin;
  }

  /// Where health and metrics are.
  public int adminPort() {
    return admin.port();
  }

  /// Whether it takes part: the group has answered, and neither Kafka nor MongoDB is away.
  public boolean ready() {
    return condition.notReady().isEmpty();
  }

  /// Finishes what was decided, leaves the group and closes everything, within a bounded time. Does
  /// nothing the second time.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    LOG.info("worker {} stops", name);
    worker.close();
    announcer.close();
    view.close();
    tracing.close();
    admin.close();
    LOG.info("worker {} stopped", name);
  }
}
