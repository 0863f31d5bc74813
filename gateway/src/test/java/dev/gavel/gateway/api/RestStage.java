package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.backends.MongoWire;
import dev.gavel.backends.RedisProcess;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.auth.CookieDoor;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Origins;
import dev.gavel.gateway.auth.SecretKeys;
import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.page.PageFiles;
import dev.gavel.gateway.page.SecurityHeaders;
import dev.gavel.gateway.people.MongoRegister;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.MongoRoomStore;
import dev.gavel.gateway.store.StoreIndexes;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// REST and the page on a port, with a MongoDB of its own and nothing else.
final class RestStage implements AutoCloseable {
  static final String SECRET = "a secret that is long enough for HS256, at last";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Queue<String> loggedOut = new ConcurrentLinkedQueue<>();
  final TokenMint mint =
      new TokenMint(new SecretKeys(SECRET), Optional.empty(), Optional.empty(), 600);
  final MongoDatabase database;
  private final MongoCalls calls;
  private final MongoWire mongo;
  private final MongoClient client;
  private final RedisProcess redis;
  private final SharedRedis shared;
  final Queue<RoomCommand> commands = new ConcurrentLinkedQueue<>();
  final Api api;
  private final SocketServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  RestStage(Path folder, boolean builtInLogin) throws IOException {
    this(folder, builtInLogin, Optional.empty());
  }

  /// @param web what browsers are told, when it is not what a machine of one's own tells them
  RestStage(Path folder, boolean builtInLogin, Optional<Settings.Web> web) throws IOException {
    mongo = MongoWire.inMemory();
    client = MongoClients.create(mongo.uri());
    database = client.getDatabase("auction");
    redis = RedisProcess.start(folder);
    shared = SharedRedis.open(redis.uri());
    calls = new MongoCalls(database);
    makeIndexes();
    Settings settings = settings(web);
    HttpRouting.Builder routing = HttpRouting.builder().addFilter(new SecurityHeaders(false));
    api = new Api(settings, needs(settings, builtInLogin));
    api.addTo(routing);
    routing.register("/", new PageFiles());
    server =
        new SocketServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of(),
                routing,
                SocketLimits.defaults(),
                meters)
            .start();
  }

  private void makeIndexes() throws IOException {
    try {
      StoreIndexes.make(calls);
    } catch (ViewAway away) {
      throw new IOException(away);
    }
  }

  private Settings settings(Optional<Settings.Web> web) {
    var usual =
        Settings.local(
            "g1", 0, 0, new Settings.Stores("none:1", "redis://none", mongo.uri()), SECRET);
    return new Settings(
        usual.name(),
        usual.listen(),
        usual.stores(),
        usual.tokens(),
        web.orElse(usual.web()),
        usual.labels(),
        usual.limits());
  }

  private Api.Needs needs(Settings settings, boolean builtInLogin) {
    return new Api.Needs(
        door(settings),
        builtInLogin ? Optional.of(mint) : Optional.empty(),
        (who, _) -> loggedOut.add(who.sessionId()),
        new MongoRoomStore(calls),
        new People(new MongoRegister(calls), settings.labels(), System::currentTimeMillis),
        this::decide,
        calls,
        shared,
        meters);
  }

  private CompletableFuture<Outcome> decide(RoomCommand command) {
    commands.add(command);
    return CompletableFuture.completedFuture(new Outcome.Pending(new Place(0, 7)));
  }

  private CookieDoor door(Settings settings) {
    return new CookieDoor(
        new Origins(settings.web().origins()),
        new TokenCheck(new SecretKeys(SECRET), Optional.empty(), Optional.empty()),
        new Cookies(false),
        meters);
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  HttpRequest.Builder as(String user, String role, String path) {
    return to(path)
        .header("Cookie", "access_token=" + mint.issue(user, role, System.currentTimeMillis()));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  HttpResponse<String> post(String path, String json) throws Exception {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    api.close();
    server.close();
    client.close();
    shared.close();
    redis.close();
    mongo.close();
  }
}
