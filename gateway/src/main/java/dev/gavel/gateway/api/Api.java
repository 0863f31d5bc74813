package dev.gavel.gateway.api;

import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.peer.Door;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything under `/api`, wired.
public final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  private final Accounts accounts;
  private final Routes routes;

  /// What REST is made of.
  ///
  /// @param door judges requests as it judges handshakes
  /// @param mint issues tokens; absent when another system runs the login
  /// @param logout told the session whose sockets are to close, on every gateway
  public record Needs(
      Door door,
      Optional<TokenMint> mint,
      MongoDatabase database,
      Consumer<String> logout,
      MeterRegistry meters) {}

  public Api(Settings settings, Needs needs) {
    Store store = new Store(needs.database());
    accounts = new Accounts(store);
    routes = new Routes(needs.door(), settings.web().origins(), needs.meters());
    new SessionRoutes(
            accounts,
            needs.mint(),
            new Cookies(settings.web().secureCookies()),
            needs.logout(),
            settings.limits().loginsPerMinute())
        .addTo(routes);
  }

  /// Registers everything, and makes ready what it keeps.
  public void addTo(HttpRouting.Builder http) {
    try {
      accounts.prepare();
    } catch (Away away) {
      // Registering then takes an address twice at worst; everything else works.
      LOG.warn("the index of e-mail addresses could not be made", away);
    }
    http.register("/api", routes);
  }
}
