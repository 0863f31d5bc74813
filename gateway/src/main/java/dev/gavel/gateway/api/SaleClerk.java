package dev.gavel.gateway.api;

import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.RoomCommand;
import io.lettuce.core.SetArgs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the next lot of each running sale when it is its turn.
///
/// Every gateway has one; a short lease in Redis lets one of them work at a time. Without Redis all
/// do: a room's `open` is in the log once, whoever sends it again.
final class SaleClerk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SaleClerk.class);
  private static final String LEASE = "gavel:sales:clerk";
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final long LEASE_MS = 450;
  private static final long WAIT_MS = 150;

  /// An opening is sent again when the log has not told of it after this.
  private static final long AGAIN_MS = 5_000;

  private final Sales sales;
  private final RoomStore store;
  private final Commands commands;
  private final SharedRedis redis;
  private final Map<String, Long> sentAtMs = new HashMap<>();
  private final Thread thread;
  private volatile boolean closed;
  private boolean troubled;

  SaleClerk(Sales sales, RoomStore store, Commands commands, SharedRedis redis) {
    this.sales = sales;
    this.store = store;
    this.commands = commands;
    this.redis = redis;
    this.thread = Thread.ofVirtual().name("sale clerk").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(EVERY);
        if (mine()) {
          look(System.currentTimeMillis());
        }
        troubled = false;
      } catch (InterruptedException stopping) {
        return;
      } catch (ViewAway | RuntimeException away) {
        if (!troubled) {
          LOG.warn("sales cannot go on for now: {}", away.toString());
        }
        troubled = true;
      }
    }
  }

  private boolean mine() throws InterruptedException {
    try {
      var asked =
          redis.send(commands -> commands.set(LEASE, "", SetArgs.Builder.nx().px(LEASE_MS)));
      return asked.isEmpty()
          || asked.get().toCompletableFuture().get(WAIT_MS, TimeUnit.MILLISECONDS) != null;
    } catch (ExecutionException | TimeoutException away) {
      return true;
    }
  }

  void look(long nowMs) throws ViewAway {
    for (Sale sale : sales.running()) {
      Sale.Step step = sale.next(store.rooms(sale.rooms()), nowMs);
      open(sale, step.openings(), nowMs);
      if (step.over() && sales.leave(sale, Sale.State.DONE)) {
        LOG.info("sale {} is over", sale.id());
      }
    }
  }

  /// Where lots move one another, none opens before the one that follows it stands in the log.
  private void open(Sale sale, List<Sale.Opening> openings, long nowMs) {
    for (Sale.Opening opening : openings) {
      boolean stands = open(sale, opening, nowMs);
      if (sale.chained() && !stands) {
        return;
      }
    }
  }

  private boolean open(Sale sale, Sale.Opening opening, long nowMs) {
    sentAtMs.values().removeIf(at -> at + AGAIN_MS < nowMs);
    if (sentAtMs.putIfAbsent(opening.room(), nowMs) != null) {
      return false;
    }
    LOG.info("sale {} opens {}", sale.id(), opening.room());
    RoomCommand open = RoomRoutes.opening(opening.room(), opening.terms(), sale.startedBy());
    return LogReply.give(commands, open) instanceof Outcome.Decided;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
