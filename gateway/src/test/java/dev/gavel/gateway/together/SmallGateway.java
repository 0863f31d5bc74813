package dev.gavel.gateway.together;

import dev.gavel.gateway.auth.CookieDoor;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Origins;
import dev.gavel.gateway.auth.SecretKeys;
import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.fleet.Fleet;
import dev.gavel.gateway.plain.PlainEndpoint;
import dev.gavel.gateway.plain.PlainLimits;
import dev.gavel.gateway.presence.Presence;
import dev.gavel.gateway.presence.PresenceTimes;
import dev.gavel.gateway.presence.RedisSeats;
import dev.gavel.gateway.sessions.RedisSessionStore;
import dev.gavel.gateway.sessions.Sessions;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;

/// A gateway without an auction: door, sessions, presence, registry, and the plain protocol.
final class SmallGateway implements AutoCloseable {
  private static final SecretKeys KEYS =
      new SecretKeys("a secret that is long enough for HS256, at last");

  /// A tenth of the real times.
  static final PresenceTimes TIMES = new PresenceTimes(1_000, 2_000, 500, 25);

  final SharedRedis redis;
  final Sessions sessions;
  final Presence presence;
  final CookieDoor door;
  final PlainEndpoint plain;
  final Fleet fleet;
  private final SocketServer server;

  SmallGateway(String name, String redisUri) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    redis = SharedRedis.open(redisUri);
    Awaitility.await().until(redis::answers);
    sessions = new Sessions(new RedisSessionStore(redis));
    presence = new Presence(new RedisSeats(redis, name, TIMES), TIMES);
    SmallFloor floor = new SmallFloor(sessions, presence);
    presence.start(floor);
    door =
        new CookieDoor(
            new Origins(Set.of()),
            new TokenCheck(KEYS, Optional.empty(), Optional.empty()),
            new Cookies(false),
            sessions,
            meters);
    plain = new PlainEndpoint(door, floor, PlainLimits.defaults(), meters);
    server =
        new SocketServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of("/ws", plain),
            HttpRouting.builder(),
            SocketLimits.defaults(),
            meters);
    server.start();
    fleet = Fleet.join(redis, name, Fleet.reachable("127.0.0.1", server.port()));
  }

  static String token(String user, Duration life) {
    TokenMint mint =
        new TokenMint(KEYS, Optional.empty(), Optional.empty(), (int) life.toSeconds());
    return mint.issue(user, "bidder", System.currentTimeMillis());
  }

  static String cookies(String token, String session) {
    return Cookies.TOKEN + "=" + token + "; " + Cookies.SESSION + "=" + session;
  }

  int port() {
    return server.port();
  }

  /// As a `kill -9`: nothing is said to anybody.
  void kill() {
    redis.close();
    server.close();
  }

  @Override
  public void close() {
    plain.close();
    presence.close();
    fleet.close();
    sessions.close();
    server.close();
    redis.close();
  }
}
