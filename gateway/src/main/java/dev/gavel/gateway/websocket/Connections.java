package dev.gavel.gateway.websocket;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// The connections that are open, counted by remote address.
final class Connections {
  /// How often it is looked whether connections have ended.
  private static final Duration LOOK_PERIOD = Duration.ofMillis(5);

  private final SocketLimits limits;
  private final SocketMeters meters;
  private final AtomicInteger open = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final Set<TcpConnection> all = ConcurrentHashMap.newKeySet();

  Connections(SocketLimits limits, SocketMeters meters) {
    this.limits = limits;
    this.meters = meters;
  }

  void add(TcpConnection connection) {
    all.add(connection);
  }

  /// False when it is one too many; [#leave] is to be called all the same.
  boolean enter(String host) {
    meters.connectionOpened();
    boolean total = open.incrementAndGet() <= limits.maxConnections();
    boolean perAddress =
        byAddress.merge(host, 1, Integer::sum) <= limits.maxConnectionsPerAddress();
    if (!total || !perAddress) {
      meters.turnedAway(total ? "address" : "total");
    }
    return total && perAddress;
  }

  void leave(TcpConnection connection, String host) {
    open.decrementAndGet();
    byAddress.computeIfPresent(host, (_, count) -> count == 1 ? null : count - 1);
    meters.connectionEnded();
    all.remove(connection);
  }

  /// Closes those that are too slow.
  void check(long nowNanos) {
    for (TcpConnection connection : all) {
      if (connection.overdue(nowNanos)) {
        meters.turnedAway("timeout");
        connection.close();
      }
    }
  }

  /// Closes all; those that are not gone by then are interrupted and waited for once more.
  void end(Duration patience) {
    all.forEach(TcpConnection::close);
    try {
      if (!await(patience, all::isEmpty)) {
        all.forEach(TcpConnection::interrupt);
        await(patience, all::isEmpty);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits until nobody waits for the answer to a request, at most so long.
  void awaitRequests(Duration limit) throws InterruptedException {
    await(limit, () -> all.stream().noneMatch(TcpConnection::owesAnAnswer));
  }

  private static boolean await(Duration limit, BooleanSupplier done) throws InterruptedException {
    long until = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < until) {
      Thread.sleep(LOOK_PERIOD);
    }
    return done.getAsBoolean();
  }
}
