package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands before Helidon's HTTP/1.1: counts connections, turns away what is too many, and ends
/// those whose deadline passed. Helidon's idle timer, which asks every connection about once a
/// second, drives the deadlines.
final class GuardedSelector implements ServerConnectionSelector {
  private final ServerConnectionSelector http;
  private final SocketLimits limits;
  private final SocketMeters meters;
  private final AtomicInteger connections = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();

  GuardedSelector(ServerConnectionSelector http, SocketLimits limits, SocketMeters meters) {
    this.http = http;
    this.limits = limits;
    this.meters = meters;
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Guarded(context);
  }

  private boolean enter(String address) {
    boolean total = connections.incrementAndGet() <= limits.maxConnections();
    boolean perAddress =
        byAddress.merge(address, 1, Integer::sum) <= limits.maxConnectionsPerAddress();
    if (!total || !perAddress) {
      meters.turnedAway(total ? "address" : "total");
    }
    return total && perAddress;
  }

  private void leave(String address) {
    connections.decrementAndGet();
    byAddress.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
  }

  private final class Guarded implements ServerConnection {
    private final WatchedContext context;
    private final RequestClock clock = new RequestClock(limits.deadlines());

    Guarded(ConnectionContext inner) {
      this.context = new WatchedContext(inner, clock);
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      String address = context.remotePeer().host();
      meters.connectionOpened();
      try {
        if (enter(address)) {
          http.connection(context).handle(limit);
        } else {
          HttpAnswer.json(503, "TOO_MANY_CONNECTIONS", "too many connections").writeTo(context);
        }
      } finally {
        leave(address);
        meters.connectionEnded();
      }
    }

    @Override
    public Duration idleTime() {
      long now = System.nanoTime();
      context.upgraded().ifPresent(upgraded -> upgraded.check(now));
      if (!clock.overdue(now)) {
        return Duration.ZERO;
      }
      meters.turnedAway("timeout");
      return Duration.ofDays(1); // above any idle timeout: close() follows
    }

    @Override
    public void close(boolean interrupt) {
      context
          .upgraded()
          .ifPresentOrElse(
              upgraded -> upgraded.close(interrupt), () -> context.serverSocket().close());
    }
  }
}
