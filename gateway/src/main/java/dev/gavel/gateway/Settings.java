package dev.gavel.gateway;

import dev.gavel.gateway.auth.Proxies;
import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.websocket.Sending;
import dev.gavel.model.KafkaAddress;
import dev.gavel.runtime.address.AddressSetting;
import dev.gavel.runtime.address.MongoAddress;
import dev.gavel.runtime.address.RedisAddress;
import dev.gavel.runtime.trace.TraceSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Everything that a gateway can be told, checked once. Keys and defaults stand in the README.
///
/// @param name unique among the running gateways; first part of every engine sid
/// @param labels what a bidder is called to others
/// @param traces whether and where traces are exported
/// @param togetherMs longest pause of a room between two broadcasts; 0: no update waits
public record Settings(
    String name,
    Listen listen,
    Stores stores,
    Tokens tokens,
    Web web,
    LabelPolicy labels,
    Limits limits,
    Drain drain,
    TraceSettings traces,
    Recovery recovery,
    int togetherMs) {
  static final int TOGETHER_MS = 40;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,32}");

  public Settings {
    require(NAME.matcher(name).matches(), "name: 1 to 32 letters, digits and -, was " + name);
    require(togetherMs >= 0 && togetherMs <= 250, "fanout together must be 0 to 250 ms");
  }

  /// With the drain of a machine of one's own, and without traces.
  public Settings(
      String name,
      Listen listen,
      Stores stores,
      Tokens tokens,
      Web web,
      LabelPolicy labels,
      Limits limits) {
    this(
        name,
        listen,
        stores,
        tokens,
        web,
        labels,
        limits,
        Drain.local(),
        TraceSettings.off(),
        Recovery.of(false),
        TOGETHER_MS);
  }

  /// The same with another connection state recovery.
  public Settings with(Recovery other) {
    return new Settings(
        name, listen, stores, tokens, web, labels, limits, drain, traces, other, togetherMs);
  }

  /// The same with other traces.
  public Settings with(TraceSettings others) {
    return new Settings(
        name, listen, stores, tokens, web, labels, limits, drain, others, recovery, togetherMs);
  }

  /// Socket.IO's connection state recovery. Off by default: it adds an argument to every event.
  ///
  /// @param windowMs how long a broken connection may come back and go on
  public record Recovery(boolean isOn, int windowMs) {
    public Recovery {
      require(
          windowMs >= 1_000 && windowMs <= 3_600_000, "recovery window must be 1000 to 3600000 ms");
    }

    /// With the reference server's window.
    public static Recovery of(boolean on) {
      return new Recovery(on, 120_000);
    }
  }

  /// How a stop goes: not ready, then clients are sent elsewhere, then it ends.
  ///
  /// @param noticeMs from "not ready" to the first client's end: load balancers look only now and
  ///   then
  /// @param spreadMs over which clients are sent away, so that they do not all come back at once
  /// @param answersMs for answers that are still to come
  public record Drain(int noticeMs, int spreadMs, int answersMs) {
    public Drain {
      require(noticeMs >= 0 && noticeMs <= 120_000, "drain notice must be 0 to 120000 ms");
      require(spreadMs >= 0 && spreadMs <= 120_000, "drain spread must be 0 to 120000 ms");
      require(answersMs >= 0 && answersMs <= 30_000, "drain answers must be 0 to 30000 ms");
    }

    /// Nobody waits for a machine of one's own to stop.
    public static Drain local() {
      return new Drain(0, 200, 2_000);
    }

    static Drain production() {
      return new Drain(5_000, 20_000, 3_000);
    }
  }

  /// Where to listen, and how to send. Port 0 takes a free one.
  public record Listen(String address, int port, int adminPort, Sending sending) {
    public Listen {
      require(port >= 0 && port <= 65_535, "port must be 0 to 65535, was " + port);
      require(adminPort >= 0 && adminPort <= 65_535, "admin port must be 0 to 65535: " + adminPort);
    }
  }

  /// Where the engines are, as [KafkaAddress], [RedisAddress] and [MongoAddress] read it.
  public record Stores(String kafka, String redis, String mongo) {
    public Stores {
      AddressSetting.check("kafka.bootstrap", kafka, KafkaAddress::of);
      AddressSetting.check("redis.uri", redis, RedisAddress::of);
      AddressSetting.check("mongo.uri", mongo, MongoAddress::of);
    }
  }

  /// Whose tokens are taken.
  ///
  /// @param issuer when given, a token must name it
  /// @param audience when given, a token must name it
  /// @param lifeS how long a token of the built-in login lives, seconds
  /// @param claims which claims say who it is
  public record Tokens(
      Keys keys,
      Optional<String> issuer,
      Optional<String> audience,
      int lifeS,
      TokenCheck.Claims claims) {
    /// With the claims of the built-in login.
    public Tokens(Keys keys, Optional<String> issuer, Optional<String> audience, int lifeS) {
      this(keys, issuer, audience, lifeS, TokenCheck.Claims.USUAL);
    }

    public Tokens {
      require(
          keys instanceof Keys.KeySet || claims.equals(TokenCheck.Claims.USUAL),
          "token claims: only another system's tokens have names of their own");
      require(lifeS >= 60 && lifeS <= 86_400, "token life must be 60 to 86400 s, was " + lifeS);
    }
  }

  /// What signs tokens.
  public sealed interface Keys {
    /// HS256: this gateway also runs the built-in login.
    record Secret(String text) implements Keys {
      public Secret {
        // RFC 7518 section 3.2: a key as long as the hash, at least.
        require(
            text.getBytes(StandardCharsets.UTF_8).length >= 32,
            "token secret: at least 32 bytes (HS256)");
      }

      @Override
      public String toString() {
        return "Secret[hidden]";
      }
    }

    /// The same by secrets that stand in a file, one a line, the newest first: they may be replaced
    /// while the gateway runs.
    record Secrets(Path file) implements Keys {}

    /// RS256 or ES256 by a JWKS document: another system runs the login.
    record KeySet(URI url) implements Keys {}
  }

  /// What browsers are told.
  ///
  /// @param origins pages of these origins may connect; the gateway's own host always may
  /// @param secureCookies Secure on every cookie: true wherever TLS ends in front of the gateway
  /// @param proxies addresses or networks whose `X-Forwarded-For` is believed
  public record Web(Set<String> origins, boolean secureCookies, Set<String> proxies) {
    public Web {
      origins = Set.copyOf(origins);
      proxies = Set.copyOf(proxies);
      var _ = new Proxies(proxies);
    }
  }

  /// What one client may take. Passing a limit is answered with a code, or ends that client only.
  ///
  /// @param maxSockets connections at once
  /// @param maxSocketsPerUser the oldest is not closed: the newest is turned away
  /// @param maxRoomsPerSocket rooms that one connection may sit in
  /// @param eventsPerSecond of one connection, whatever they are
  /// @param bidsPerSecond of one user, over all of the user's tabs on this gateway
  /// @param loginsPerMinute of one address, and of one e-mail address
  public record Limits(
      int maxSockets,
      int maxSocketsPerUser,
      int maxRoomsPerSocket,
      int eventsPerSecond,
      int bidsPerSecond,
      int loginsPerMinute,
      int maxDelayMs) {
    public Limits {
      require(maxSockets > 0, "limits: max sockets must be positive");
      require(maxSocketsPerUser > 0, "limits: max sockets a user must be positive");
      require(maxRoomsPerSocket > 0, "limits: max rooms a socket must be positive");
      require(eventsPerSecond > 0, "limits: events a second must be positive");
      require(bidsPerSecond > 0, "limits: bids a second must be positive");
      require(loginsPerMinute > 0, "limits: logins a minute must be positive");
      require(
          maxDelayMs == 0 || (maxDelayMs >= 50 && maxDelayMs <= 5_000),
          "limits: delay must be 50 to 5000 ms, or 0, was " + maxDelayMs);
    }

    public static Limits defaults() {
      return new Limits(20_000, 50, 64, 40, 10, 20, 250);
    }
  }

  /// For a machine of one's own: loopback only, plain HTTP, full labels, the built-in login.
  ///
  /// @param port 0 takes a free one, for the admin port too
  public static Settings local(
      String name, int port, int adminPort, Stores stores, String tokenSecret) {
    return new Settings(
        name,
        new Listen("127.0.0.1", port, adminPort, Sending.TOGETHER),
        stores,
        new Tokens(new Keys.Secret(tokenSecret), Optional.empty(), Optional.empty(), 12 * 3600),
        new Web(Set.of("http://127.0.0.1:3000", "http://localhost:3000"), false, Set.of()),
        LabelPolicy.FULL,
        Limits.defaults());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
