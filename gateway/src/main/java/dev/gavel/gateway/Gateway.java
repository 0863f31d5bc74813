package dev.gavel.gateway;

import dev.gavel.gateway.api.Api;
import dev.gavel.gateway.engineio.Owners;
import dev.gavel.gateway.fleet.Fleet;
import dev.gavel.gateway.hub.AuctionFloor;
import dev.gavel.gateway.hub.Comings;
import dev.gavel.gateway.presence.Presence;
import dev.gavel.gateway.presence.PresenceTimes;
import dev.gavel.gateway.presence.RedisSeats;
import dev.gavel.gateway.recovery.Recovery;
import dev.gavel.gateway.sessions.RedisSessionStore;
import dev.gavel.gateway.sessions.Sessions;
import dev.gavel.runtime.trace.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One gateway, wired from the engines up to the doors.
final class Gateway implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /// A start waits this long to be ready, then goes on without: servers may be away.
  private static final Duration READY_LIMIT = Duration.ofSeconds(10);

  private final Settings settings;
  private final PrometheusMeterRegistry meters = Meters.registry();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("timer").factory());
  private final Tracing tracing;
  private final Engines engines;
  private final Sessions sessions;
  private final Presence presence;
  private final Entry entry;
  private final Backstage backstage;
  private final Api api;
  private final Optional<Recovery> recovery;
  private final Doors doors;
  private final Health health;
  private final Fleet fleet;
  private final AtomicReference<Owners> owners = new AtomicReference<>(Owners.none());
  private boolean closed;
  private volatile boolean draining;

  Gateway(Settings settings) {
    this.settings = settings;
    tracing = Tracing.open(settings.traces(), "gavel-gateway", settings.name());
    engines = Engines.of(settings, timer, meters);
    sessions = new Sessions(new RedisSessionStore(engines.redis()));
    entry = Entry.of(settings, sessions, timer, meters);
    PresenceTimes times = PresenceTimes.defaults();
    presence = new Presence(new RedisSeats(engines.redis(), settings.name(), times), times);
    backstage = Backstage.of(settings, engines, timer, meters, tracing);
    api = api();
    Guests guests = new Guests(sessions, presence);
    AuctionFloor events = new AuctionFloor(backstage.floor(), guests, settings.limits());
    recovery =
        settings.recovery().isOn()
            ? Optional.of(
                Recovery.open(engines.redis(), Duration.ofMillis(settings.recovery().windowMs())))
            : Optional.empty();
    doors =
        Doors.of(
            settings,
            name -> owners.get().addressOf(name),
            entry,
            new Doors.Inside(events, recovery, api));
    health = open();
    fleet = join();
    awaitReady();
  }

  private Api api() {
    return new Api(
        settings,
        new Api.Needs(
            entry.door(),
            entry.mint(),
            sessions::logout,
            backstage.store(),
            backstage.people(),
            backstage.commands(),
            engines.calls(),
            engines.redis(),
            meters));
  }

  private Health open() {
    engines.results().start(new Ears(backstage.floor(), backstage.answers(), tracing));
    backstage.checkIndexes();
    presence.start(new Comings(backstage.floor().hub()));
    doors.sockets().start();
    Settings.Listen listen = settings.listen();
    Health opened =
        new Health(
            new InetSocketAddress(listen.address(), listen.adminPort()),
            new InetSocketAddress(listen.address(), doors.sockets().port()),
            Map.of(
                "kafka", () -> engines.log().reachable(),
                "results", () -> engines.results().listening(),
                "open", () -> !draining),
            doors.socketIo().forwarded(),
            meters);
    LOG.info("{} on port {}, health on {}", settings.name(), port(), opened.port());
    return opened;
  }

  /// Others find this gateway by its name from now on, and it finds them.
  private Fleet join() {
    URI address = Fleet.reachable(settings.listen().address(), health.port());
    Fleet joined = Fleet.join(engines.redis(), settings.name(), address);
    owners.set(joined::addressOf);
    return joined;
  }

  private void awaitReady() {
    long end = System.nanoTime() + READY_LIMIT.toNanos();
    try {
      while (!health.isReady() && System.nanoTime() < end) {
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!health.isReady()) {
      LOG.warn("started, but not ready: see /ready");
    }
  }

  @Override
  public int port() {
    return doors.sockets().port();
  }

  @Override
  public int adminPort() {
    return health.port();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    draining = true;
    LOG.info("{} drains", settings.name());
    try {
      Thread.sleep(settings.drain().noticeMs());
      doors.sendAway(settings.drain().spreadMs());
      answerWhatIsOwed(Duration.ofMillis(settings.drain().answersMs()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    LOG.info("{} stopped", settings.name());
  }

  /// Decisions first: requests wait for them. A request whose body still comes counts as well.
  private void answerWhatIsOwed(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    backstage.answers().awaitAnswers(limit);
    doors.sockets().awaitRequests(Duration.ofNanos(end - System.nanoTime()));
  }

  private void stop() {
    fleet.close();
    doors.close();
    recovery.ifPresent(Recovery::close);
    presence.close();
    api.close();
    backstage.close();
    sessions.close();
    engines.close();
    entry.close();
    tracing.close();
    timer.shutdownNow();
    health.close();
    meters.close();
  }
}
