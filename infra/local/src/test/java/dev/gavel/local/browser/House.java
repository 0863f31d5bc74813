package dev.gavel.local.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.Ports;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.local.seed.Demo;
import dev.gavel.local.seed.DemoUser;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomTerms.Mode;
import dev.gavel.model.RoomTerms.SoftClose;
import dev.gavel.model.TermsCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;

/// An auction house: two gateways, a worker, the demo's people, and its staff, who work by REST.
final class House implements AutoCloseable {
  static final DemoUser STAFF = DemoUser.list(1).getFirst();

  private static final Duration LIMIT = Duration.ofSeconds(40);

  /// A JVM of its own comes up slowly where everything else runs on the same two cores.
  private static final Duration PROCESS_LIMIT = Duration.ofMinutes(2);

  private static final String SECRET = "a secret for tests, 32 bytes at least";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Backends backends;
  private final dev.gavel.bids.Running worker;
  private final List<Desk> gateways = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> lots;
  private String staffCookie = "";

  /// A gateway, in this process or in one of its own.
  private record Desk(int port, Runnable end) {}

  House(Backends backends) throws Exception {
    this(backends, false);
  }

  /// @param killable the first gateway is a process of its own
  House(Backends backends, boolean killable) throws Exception {
    this.backends = backends;
    try (Demo demo = new Demo(backends.kafkaBootstrap(), backends.mongoUri())) {
      lots = demo.people(DemoUser.list(6), 0);
    }
    worker =
        dev.gavel.bids.Main.start(
            dev.gavel.bids.Settings.of(
                "browser", backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
    gateways.add(killable ? process("browser-killed") : gateway("browser-1"));
    gateways.add(gateway("browser-2"));
    staffCookie = login(STAFF.email());
  }

  private Desk process(String name) throws Exception {
    int port = Ports.free();
    ServiceProcess process = ServiceProcess.gateway(name, port, SECRET, backends);
    return new Desk(port, process::close);
  }

  private Desk gateway(String name) {
    var stores =
        new dev.gavel.gateway.Settings.Stores(
            backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri());
    var usual = dev.gavel.gateway.Settings.local(name, 0, 0, stores, SECRET);
    // All of these people sit at one address.
    var limits = new dev.gavel.gateway.Settings.Limits(1_000, 100, 64, 200, 50, 1_000, 250);
    var running =
        dev.gavel.gateway.Main.start(
            new dev.gavel.gateway.Settings(
                usual.name(),
                usual.listen(),
                usual.stores(),
                usual.tokens(),
                usual.web(),
                usual.labels(),
                limits));
    return new Desk(running.port(), running::close);
  }

  int port(int gateway) {
    return gateways.get(gateway).port();
  }

  String url(int gateway) {
    return "http://127.0.0.1:" + port(gateway);
  }

  /// Waits until a gateway takes requests.
  void awaitGateway(int gateway) {
    Awaitility.await()
        .atMost(PROCESS_LIMIT)
        .ignoreExceptions()
        .until(() ->
            http.send(
                        HttpRequest.newBuilder(URI.create(url(gateway) + "/api/session")).build(),
                        HttpResponse.BodyHandlers.discarding())
                    .statusCode()
                == 200);
  }

  /// Kills the gateway that is a process of its own, as `kill -9` does.
  void killFirst() {
    gateways.getFirst().end().run();
  }

  private String login(String email) throws Exception {
    String body = JSON.createObjectNode().put("email", email).put("password", "gavel").toString();
    return send("POST", "/session", body).headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith("access_token="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url(1) + "/api" + path))
            .header("Content-Type", "application/json")
            .header("Cookie", staffCookie)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /// As staff, by REST; anything but a success is the test's failure.
  JsonNode staff(String method, String path, JsonNode body) throws Exception {
    HttpResponse<String> answer = send(method, path, body.toString());
    if (answer.statusCode() / 100 != 2) {
      throw new AssertionError(method + " " + path + ": " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  /// Reads, as staff or as nobody.
  HttpResponse<String> get(String path, boolean asStaff) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url(1) + "/api" + path))
            .header("Cookie", asStaff ? staffCookie : "none=none")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Enters a lot in the catalogue.
  String item(String title) throws Exception {
    ObjectNode item =
        object()
            .put("title", title)
            .put("titleEn", "Lot: " + title)
            .put("maker", "무명")
            .put("description", "시험에 쓰는 작품.\n둘째 줄.")
            .put("estimateLow", 1_000_000)
            .put("estimateHigh", 2_000_000)
            .put(
                "picture",
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 3'>"
                    + "<rect width='4' height='3' fill='#8a7'/><circle cx='2' cy='1.5' r='1'"
                    + " fill='#fdf6e3'/></svg>");
    return staff("POST", "/items", item).path("id").asText();
  }

  /// How a room of a test is sold.
  record How(Mode mode, long lastsS, SoftClose softClose, Optional<List<String>> approved) {
    static How auctioneer() {
      return new How(Mode.AUCTIONEER, 0, soft(0, 0), Optional.empty());
    }

    static How timed(long lastsS) {
      return new How(Mode.TIMED, lastsS, soft(0, 0), Optional.empty());
    }

    static SoftClose soft(long windowS, long byS) {
      return new SoftClose(SoftClose.Extend.ADD, windowS * 1000, byS * 1000);
    }
  }

  /// Opens the demo's rooms, so that the lobby looks as it does for whoever starts the system.
  void programme() throws Exception {
    try (Demo demo = new Demo(backends.kafkaBootstrap(), backends.mongoUri())) {
      demo.rooms(List.of(), 0, System.currentTimeMillis());
    }
  }

  /// One of the demo's lots, with its picture.
  String demoLot(int number) {
    return lots.get(number - 1);
  }

  /// Opens a room for a lot of its own; it is there when this returns.
  String room(String title, How how) throws Exception {
    return roomOf(item(title), how);
  }

  String roomOf(String item, How how) throws Exception {
    RoomTerms terms = terms(item, how);
    ObjectNode body = object();
    body.set("terms", new TermsCodec().json(terms));
    String room = staff("POST", "/rooms", body).path("room").asText();
    awaitRoom(room);
    return room;
  }

  void awaitRoom(String room) {
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> send("GET", "/rooms/" + room, "").statusCode() == 200);
  }

  private static RoomTerms terms(String item, How how) {
    long now = System.currentTimeMillis();
    return new RoomTerms(
        RoomTerms.RULES,
        item,
        "seller",
        "KRW",
        how.mode(),
        500_000,
        OptionalLong.empty(),
        IncrementTables.KRW_LIVE,
        now - 1_000,
        how.mode() == Mode.TIMED ? now + how.lastsS() * 1000 : 0,
        how.softClose(),
        0,
        0,
        0,
        how.approved(),
        List.of(),
        Map.of());
  }

  /// Plans an auctioneer's sale.
  String sale(String title, List<String> items) throws Exception {
    ObjectNode plan =
        object()
            .put("title", title)
            .put("mode", "AUCTIONEER")
            .put("currency", "KRW")
            .put("increments", "krw-live")
            .put("seller", "seller")
            .put("gapS", 0);
    for (String item : items) {
      plan.withArray("lots").addObject().put("item", item).put("start", 1_000_000);
    }
    return staff("POST", "/sales", plan).path("id").asText();
  }

  JsonNode snapshot(String room) throws Exception {
    return JSON.readTree(send("GET", "/rooms/" + room, "").body());
  }

  @Override
  public void close() {
    gateways.forEach(gateway -> gateway.end().run());
    worker.close();
  }
}
