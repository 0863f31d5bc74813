package dev.gavel.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.backends.MongoInstance;
import dev.gavel.backends.Ports;
import dev.gavel.backends.RedisProcess;
import dev.gavel.backends.Topics;
import dev.gavel.local.seed.Demo;
import dev.gavel.local.seed.DemoFile;
import dev.gavel.local.seed.DemoUser;
import dev.gavel.local.seed.SeededRoom;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Everything, in the order in which it starts: folder, servers, workers, gateways, rooms. Stops in
/// the reverse order, so that gateways drain while Redis, MongoDB and Kafka still answer.
public final class LocalSystem implements AutoCloseable {
  private static final Duration STOP_SERVICE = Duration.ofSeconds(15);
  private static final Duration STOP_SERVER = Duration.ofSeconds(25);
  private static final Duration STOP_SMALL = Duration.ofSeconds(8);

  private final Plan plan;
  private final Progress progress;
  private final Parts parts = new Parts();
  private final List<dev.gavel.bids.Running> workers = new ArrayList<>();
  private final List<dev.gavel.gateway.Running> gateways = new ArrayList<>();

  public LocalSystem(Plan plan, Progress progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /// One that says nothing.
  public static LocalSystem silent(Plan plan) {
    return new LocalSystem(plan, Progress.silent());
  }

  /// Starts everything, once. When it fails, close what runs already.
  ///
  /// @return what was written to `demo.json`
  /// @throws CannotStart when the machine is in the way; the message says what to do
  public ObjectNode start() throws Exception {
    checkPorts();
    DataFolder folder = parts.add("folder", STOP_SMALL, DataFolder.open(plan.data()));
    if (plan.fresh()) {
      folder.empty();
    }
    Plan.Addresses servers =
        plan.external().isPresent() ? external(plan.external().get()) : servers(folder.path());
    Demo demo = parts.add("demo", STOP_SMALL, new Demo(servers.kafka(), servers.mongo()));
    String secret = Secret.of(folder.path());
    DemoFile file = new DemoFile(folder.path());
    List<DemoUser> users = DemoUser.list(plan.users());
    // People log in later, so they are written while the services start.
    try (ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> items =
          aside.submit(
              () -> progress.step("사용자와 작품 users, items", () -> demo.people(users, plan.rooms())));
      startWorkers(servers);
      startGateways(servers, secret);
      List<SeededRoom> rooms =
          progress.step(
              "경매방 rooms",
              () -> demo.rooms(file.rooms(), plan.rooms(), System.currentTimeMillis()));
      if (plan.house()) {
        parts.add("house", STOP_SMALL, demo.house());
      }
      ObjectNode content = describe(DemoFile.content(users, result(items), rooms), servers, secret);
      file.write(content);
      return content;
    }
  }

  private static <T> T result(Future<T> step) throws Exception {
    try {
      return step.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    }
  }

  private void checkPorts() throws CannotStart {
    for (int i = 0; i < plan.gateways(); i++) {
      int port = plan.portOf(i);
      if (!Ports.isFree(port)) {
        throw new CannotStart(
            "포트 %d을(를) 다른 프로그램이 쓰고 있습니다. 그 프로그램을 끄거나 --port N으로 다른 포트를 고르세요.".formatted(port),
            "Port %d is in use. Stop what uses it, or choose another first port with --port N."
                .formatted(port));
      }
    }
  }

  private Plan.Addresses external(Plan.Addresses given) throws Exception {
    try {
      return progress.step(
          "외부 서버 external servers",
          () -> {
            Topics.ensure(given.kafka());
            return given;
          });
    } catch (java.io.IOException away) {
      throw new CannotStart(
          "외부 Kafka에 연결할 수 없습니다: " + given.kafka(), "Cannot use the external Kafka: " + away);
    }
  }

  /// All at once. What has started when another fails is among the parts, and stops with them.
  private Plan.Addresses servers(Path folder) throws Exception {
    Store store = Store.chosen(plan.store(), folder);
    Plan.Addresses started;
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<EmbeddedKafka> kafka =
          together.submit(
              server("kafka", "카프카 Kafka", () -> EmbeddedKafka.start(folder.resolve("kafka"))));
      Future<RedisProcess> redis =
          together.submit(
              server("redis", "레디스 Redis", () -> RedisProcess.start(folder.resolve("redis"))));
      Future<MongoInstance> mongo =
          together.submit(server("mongo", "몽고DB " + store.words(), () -> store.start(folder)));
      started =
          new Plan.Addresses(result(kafka).bootstrap(), result(redis).uri(), result(mongo).uri());
    }
    progress.step(
        "토픽 topics",
        () -> {
          Topics.ensure(started.kafka());
          return true;
        });
    return started;
  }

  private <T extends AutoCloseable> Callable<T> server(
      String part, String shown, Progress.Step<T> start) {
    return () -> parts.add(part, STOP_SERVER, progress.step(shown, start));
  }

  private void startWorkers(Plan.Addresses servers) throws Exception {
    for (int i = 1; i <= plan.workers(); i++) {
      String name = "worker-" + i;
      var settings =
          dev.gavel.bids.Settings.of(name, servers.kafka(), servers.redis(), servers.mongo());
      workers.add(
          parts.add(
              name,
              STOP_SERVICE,
              progress.step("응찰 처리 " + name, () -> dev.gavel.bids.Main.start(settings))));
    }
  }

  private static boolean makeIndexes(dev.gavel.gateway.Settings.Stores stores, String secret)
      throws Exception {
    dev.gavel.gateway.Main.makeIndexes(
        dev.gavel.gateway.Settings.local("indexes", 0, 0, stores, secret));
    return true;
  }

  private void startGateways(Plan.Addresses servers, String secret) throws Exception {
    var stores =
        new dev.gavel.gateway.Settings.Stores(servers.kafka(), servers.redis(), servers.mongo());
    progress.step("색인 indexes", () -> makeIndexes(stores, secret));
    for (int i = 0; i < plan.gateways(); i++) {
      String name = "gateway-" + (i + 1);
      var settings =
          allowing(
              plan.bidsPerSecond(),
              dev.gavel.gateway.Settings.local(name, plan.portOf(i), 0, stores, secret));
      gateways.add(
          parts.add(
              name,
              STOP_SERVICE,
              progress.step("게이트웨이 " + name, () -> dev.gavel.gateway.Main.start(settings))));
    }
  }

  /// So many bids a second of one user; a connection may send other events beside them.
  private static dev.gavel.gateway.Settings allowing(
      int bidsPerSecond, dev.gavel.gateway.Settings usual) {
    var limits = usual.limits();
    return new dev.gavel.gateway.Settings(
        usual.name(),
        usual.listen(),
        usual.stores(),
        usual.tokens(),
        usual.web(),
        usual.labels(),
        new dev.gavel.gateway.Settings.Limits(
            limits.maxSockets(),
            limits.maxSocketsPerUser(),
            limits.maxRoomsPerSocket(),
            Math.max(limits.eventsPerSecond(), 2 * bidsPerSecond),
            bidsPerSecond,
            limits.loginsPerMinute(),
            limits.maxDelayMs()),
        usual.drain(),
        usual.traces(),
        usual.recovery(),
        usual.togetherMs());
  }

  private ObjectNode describe(ObjectNode content, Plan.Addresses servers, String secret) {
    content.put("secret", secret);
    content.put("kafka", servers.kafka());
    content.put("redis", servers.redis());
    content.put("mongo", servers.mongo());
    if (plan.external().isEmpty()) {
      content.put("store", Store.chosen(plan.store(), plan.data()).words());
    }
    ArrayNode open = content.putArray("gateways");
    gateways.forEach(gateway ->
        open.addObject()
            .put("url", "http://127.0.0.1:" + gateway.port())
            .put("port", gateway.port())
            .put("adminPort", gateway.adminPort()));
    ArrayNode deciding = content.putArray("workers");
    workers.forEach(worker -> deciding.addObject().put("adminPort", worker.adminPort()));
    return content;
  }

  /// Stops everything, within the sum of the parts' limits at worst.
  @Override
  public void close() {
    parts.close();
  }
}
