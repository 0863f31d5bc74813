package dev.gavel.gateway;

import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.peer.WebOrigin;
import dev.gavel.gateway.websocket.Sending;
import dev.gavel.runtime.trace.TraceSettings;
import io.helidon.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads [Settings] from configuration: `application.yaml`, overridden by the environment
/// (`TOKEN_SECRET` for `token.secret`).
final class SettingsFile {
  private SettingsFile() {}

  static Settings read(Config config) {
    return new Settings(
        text(config, "gateway.name").orElse("gateway"),
        new Settings.Listen(
            text(config, "gateway.address").orElse("0.0.0.0"),
            number(config, "gateway.port", 3000),
            number(config, "gateway.admin.port", 9000),
            Sending.of(text(config, "gateway.sending").orElse("together"))),
        new Settings.Stores(
            needed(config, "kafka.bootstrap"),
            needed(config, "redis.uri"),
            needed(config, "mongo.uri")),
        tokens(config),
        new Settings.Web(
            origins(list(text(config, "gateway.origins").orElse(""))),
            config.get("gateway.cookies.secure").asBoolean().orElse(true),
            list(text(config, "gateway.proxies").orElse(""))),
        LabelPolicy.of(text(config, "gateway.labels").orElse("masked")),
        limits(config.get("gateway.limits")),
        drain(config.get("gateway.drain")),
        TraceSettings.read(text(config, "otlp.endpoint"), text(config, "otlp.ratio")),
        recovery(config.get("gateway.recovery")),
        number(config, "gateway.fanout.together", Settings.TOGETHER_MS));
  }

  private static Settings.Recovery recovery(Config config) {
    Settings.Recovery usual = Settings.Recovery.of(false);
    return new Settings.Recovery(
        config.get("enabled").asBoolean().orElse(usual.isOn()),
        number(config, "window", usual.windowMs()));
  }

  private static Settings.Drain drain(Config config) {
    Settings.Drain usual = Settings.Drain.production();
    return new Settings.Drain(
        number(config, "notice", usual.noticeMs()),
        number(config, "spread", usual.spreadMs()),
        number(config, "answers", usual.answersMs()));
  }

  private static Settings.Tokens tokens(Config config) {
    List<Settings.Keys> given = new ArrayList<>();
    text(config, "token.secret").map(Settings.Keys.Secret::new).ifPresent(given::add);
    text(config, "token.secret.file")
        .map(file -> new Settings.Keys.Secrets(Path.of(file)))
        .ifPresent(given::add);
    text(config, "token.jwks")
        .map(url -> new Settings.Keys.KeySet(URI.create(url)))
        .ifPresent(given::add);
    if (given.size() != 1) {
      throw new IllegalArgumentException(
          "give exactly one of token.secret, token.secret.file and token.jwks");
    }
    return new Settings.Tokens(
        given.getFirst(),
        text(config, "token.issuer"),
        text(config, "token.audience"),
        number(config, "token.life", 1800),
        claims(config.get("token.claims")));
  }

  private static TokenCheck.Claims claims(Config config) {
    TokenCheck.Claims usual = TokenCheck.Claims.USUAL;
    return new TokenCheck.Claims(
        text(config, "subject").orElse(usual.subject()),
        text(config, "role").orElse(usual.role()),
        text(config, "staff").orElse(usual.staff()));
  }

  private static Settings.Limits limits(Config config) {
    Settings.Limits usual = Settings.Limits.defaults();
    return new Settings.Limits(
        number(config, "sockets", usual.maxSockets()),
        number(config, "user.sockets", usual.maxSocketsPerUser()),
        number(config, "socket.rooms", usual.maxRoomsPerSocket()),
        number(config, "events", usual.eventsPerSecond()),
        number(config, "bids", usual.bidsPerSecond()),
        number(config, "logins", usual.loginsPerMinute()),
        number(config, "delay", usual.maxDelayMs()));
  }

  private static Set<String> list(String text) {
    Set<String> list = new TreeSet<>();
    for (String one : text.split(",", -1)) {
      if (!one.isBlank()) {
        list.add(one.strip());
      }
    }
    return list;
  }

  /// One that is none could never match, which a start should say.
  private static Set<String> origins(Set<String> said) {
    for (String origin : said) {
      if (WebOrigin.of(origin).isEmpty()) {
        throw new IllegalArgumentException(
            "gateway.origins: not an origin such as https://shop.example: " + origin);
      }
    }
    return said;
  }

  private static String needed(Config config, String key) {
    return text(config, key)
        .orElseThrow(() -> new IllegalArgumentException("setting " + key + " is missing"));
  }

  private static Optional<String> text(Config config, String key) {
    return config.get(key).asString().asOptional().filter(value -> !value.isBlank());
  }

  private static int number(Config config, String key, int otherwise) {
    return config.get(key).asInt().orElse(otherwise);
  }
}
