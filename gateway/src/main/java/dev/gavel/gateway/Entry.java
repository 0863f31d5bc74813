package dev.gavel.gateway;

import dev.gavel.gateway.auth.CookieDoor;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Keys;
import dev.gavel.gateway.auth.Origins;
import dev.gavel.gateway.auth.RemoteKeys;
import dev.gavel.gateway.auth.Revocations;
import dev.gavel.gateway.auth.SecretKeys;
import dev.gavel.gateway.auth.TokenCheck;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.peer.Door;
import dev.gavel.runtime.address.SecretFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/// Who is let in, by the settings.
///
/// @param mint issues tokens; absent when another system runs the login
/// @param meters where whoever is turned away is counted
record Entry(Door door, Optional<TokenMint> mint, Keys keys, MeterRegistry meters)
    implements AutoCloseable {

  static Entry of(
      Settings settings,
      Revocations revocations,
      ScheduledExecutorService timer,
      MeterRegistry meters) {
    Settings.Tokens tokens = settings.tokens();
    Keys keys =
        switch (tokens.keys()) {
          case Settings.Keys.Secret(String text) -> new SecretKeys(text);
          case Settings.Keys.Secrets(Path file) ->
              new SecretKeys(new SecretFile(file), System::currentTimeMillis);
          case Settings.Keys.KeySet(var url) -> new RemoteKeys(url, timer);
        };
    Optional<TokenMint> mint =
        keys instanceof SecretKeys ours
            ? Optional.of(new TokenMint(ours, tokens.issuer(), tokens.audience(), tokens.lifeS()))
            : Optional.empty();
    Door door =
        new CookieDoor(
            new Origins(settings.web().origins()),
            new TokenCheck(keys, tokens.issuer(), tokens.audience(), tokens.claims()),
            new Cookies(settings.web().secureCookies()),
            revocations,
            meters);
    return new Entry(door, mint, keys, meters);
  }

  @Override
  public void close() {
    if (keys instanceof RemoteKeys remote) {
      remote.close();
    }
  }
}
