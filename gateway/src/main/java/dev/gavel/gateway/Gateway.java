package dev.gavel.gateway;

import dev.gavel.gateway.api.Api;
import dev.gavel.gateway.bids.Decisions;
import dev.gavel.gateway.bids.LoggedCommands;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.hub.AuctionFloor;
import dev.gavel.gateway.hub.Floor;
import dev.gavel.gateway.hub.Tabs;
import dev.gavel.gateway.page.PageFiles;
import dev.gavel.gateway.page.SecurityHeaders;
import dev.gavel.gateway.people.MongoRegister;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.plain.PlainEndpoint;
import dev.gavel.gateway.plain.PlainLimits;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.RedisWindow;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.StoredUpdates;
import dev.gavel.gateway.sessions.RedisSessionStore;
import dev.gavel.gateway.sessions.Sessions;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.view.MongoAuctions;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import dev.gavel.gateway.words.ViewerJson;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One gateway, wired from the engines up to the ports.
final class Gateway implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  /// A start waits this long to be ready, then goes on without: servers may be away.
  private static final Duration READY_LIMIT = Duration.ofSeconds(10);

  private final Settings settings;
  private final PrometheusMeterRegistry meters = Meters.registry();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("timer").factory());
  private final Engines engines;
  private final Sessions sessions;
  private final Entry entry;
  private final LoggedCommands commands;
  private final Floor floor;
  private final SocketIoServer socketIo;
  private final PlainEndpoint plain;
  private final Api api;
  private final SocketServer sockets;
  private final Health health;
  private boolean closed;
  private volatile boolean draining;

  private Gateway(Settings settings) {
    this.settings = settings;
    this.engines = Engines.of(settings, timer, meters);
    this.sessions = new Sessions(new RedisSessionStore(engines.redis()));
    this.entry = Entry.of(settings, sessions, timer, meters);
    MongoAuctions auctions = new MongoAuctions(engines.database());
    People people =
        new People(
            new MongoRegister(engines.database()), settings.labels(), System::currentTimeMillis);
    Settings.Limits limits = settings.limits();
    Tabs tabs = new Tabs(limits.maxSocketsPerUser(), limits.bidsPerSecond(), System::nanoTime);
    this.commands =
        new LoggedCommands(engines.log(), lookUp(auctions), tabs::answer, timer, meters);
    this.floor =
        Floor.of(
            new Floor.Reading(auctions, people, refill(auctions), new ViewerJson()),
            new Floor.Ways(engines.results(), commands, engines::say),
            tabs,
            meters,
            System::currentTimeMillis);
    AuctionFloor events = new AuctionFloor(floor, new Guests(sessions), limits);
    this.socketIo =
        new SocketIoServer(
            settings.name(),
            entry.door(),
            Map.of("/", events),
            EngineLimits.defaults(),
            new Cors(settings.web().origins(), false),
            meters);
    this.plain = new PlainEndpoint(entry.door(), events, PlainLimits.defaults(), meters);
    this.api =
        new Api(
            settings,
            new Api.Needs(
                entry.door(),
                entry.mint(),
                sessions::logout,
                auctions,
                people,
                commands,
                engines.database(),
                engines.redis(),
                meters));
    this.sockets =
        new SocketServer(
            new InetSocketAddress(settings.listen().address(), settings.listen().port()),
            Map.of("/socket.io/", socketIo.webSocket(), "/ws", plain),
            http(api),
            SocketLimits.defaults(),
            meters);
    this.health = open(auctions);
  }

  static Gateway start(Settings settings) {
    return new Gateway(settings);
  }

  private static Decisions lookUp(MongoAuctions auctions) {
    return (room, place) -> {
      try {
        return auctions.bid(room, place.offset()).map(stored -> stored.decision());
      } catch (ViewAway away) {
        return Optional.empty();
      }
    };
  }

  private Refill refill(MongoAuctions auctions) {
    SequencedMap<String, Past> pasts = new LinkedHashMap<>();
    pasts.put("window", new RedisWindow(engines::window));
    pasts.put("document", new StoredUpdates(auctions));
    pasts.put("topic", engines.topic());
    return new Refill(pasts, meters);
  }

  /// What is no upgrade: REST, polling, the page. Whatever else is to be served is registered here.
  private HttpRouting.Builder http(Api api) {
    HttpRouting.Builder http = HttpRouting.builder();
    http.addFilter(new SecurityHeaders(settings.web().secureCookies()));
    http.register("/socket.io", socketIo.polling());
    api.addTo(http);
    http.register("/", new PageFiles());
    return http;
  }

  private Health open(MongoAuctions auctions) {
    engines.results().start(new Ears(floor, commands));
    sockets.start();
    Settings.Listen listen = settings.listen();
    Health opened =
        new Health(
            new InetSocketAddress(listen.address(), listen.adminPort()),
            new InetSocketAddress(listen.address(), sockets.port()),
            Map.of(
                "kafka", () -> engines.log().reachable(),
                "results", () -> engines.results().listening(),
                "draining", () -> !draining),
            meters);
    Thread.ofVirtual().name("indexes").start(() -> indexes(auctions));
    awaitReady(opened);
    LOG.info("{} on port {}, health on {}", settings.name(), sockets.port(), opened.port());
    return opened;
  }

  private static void indexes(MongoAuctions auctions) {
    try {
      auctions.ensureIndexes();
    } catch (ViewAway away) {
      LOG.warn("indexes were not seen to: {}", away.toString());
    }
  }

  private static void awaitReady(Health health) {
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
    return sockets.port();
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
      sendAway(settings.drain().spreadMs());
      commands.awaitAnswers(Duration.ofMillis(settings.drain().answersMs()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    LOG.info("{} stopped", settings.name());
  }

  private void sendAway(int spreadMs) throws InterruptedException {
    Thread polled = Thread.ofVirtual().start(() -> socketIo.drain(spreadMs));
    plain.drain(spreadMs);
    polled.join(Duration.ofMillis(spreadMs + 1_000L));
  }

  private void stop() {
    socketIo.close();
    plain.close();
    sockets.close();
    api.close();
    floor.close();
    sessions.close();
    commands.close();
    engines.close();
    entry.close();
    timer.shutdownNow();
    health.close();
    meters.close();
  }
}
