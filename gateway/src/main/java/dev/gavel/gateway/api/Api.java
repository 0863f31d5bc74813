package dev.gavel.gateway.api;

import dev.gavel.gateway.Settings;
import dev.gavel.gateway.auth.Cookies;
import dev.gavel.gateway.auth.Proxies;
import dev.gavel.gateway.auth.TokenMint;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.shared.SharedRedis;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.RoomStore;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Everything under `/api`, wired.
public final class Api implements AutoCloseable {
  private final Routes routes;
  private final SaleClerk clerk;

  /// What REST is made of.
  ///
  /// @param door judges requests as it judges handshakes
  /// @param mint issues tokens; absent when another system runs the login
  /// @param logout told who logs out, with the request: ends the session's sockets on every gateway
  /// @param redis for short reads; it may be away
  public record Needs(
      Door door,
      Optional<TokenMint> mint,
      BiConsumer<Identity, Handshake> logout,
      RoomStore store,
      People people,
      Commands commands,
      MongoCalls calls,
      SharedRedis redis,
      MeterRegistry meters) {}

  public Api(Settings settings, Needs needs) {
    RoomJson rooms = new RoomJson(needs.store(), needs.people());
    Items items = new Items(needs.calls(), new ItemCache(needs.redis(), needs.meters()));
    Sales sales = new Sales(needs.calls());
    RoomLog log = new RoomLog(settings.stores().kafka(), needs.calls());
    Accounts accounts = new Accounts(needs.calls());
    clerk = new SaleClerk(sales, needs.store(), needs.commands(), needs.redis());
    routes = new Routes(needs.door(), settings.web().origins(), needs.meters());
    new SessionRoutes(
            accounts,
            needs.mint(),
            new Cookies(settings.web().secureCookies()),
            needs.logout(),
            new Proxies(settings.web().proxies()),
            settings.limits().loginsPerMinute())
        .addTo(routes);
    new ItemRoutes(items, needs.store(), rooms).addTo(routes);
    new RoomRoutes(items, needs.store(), rooms, needs.commands()).addTo(routes);
    new OwnBidRoutes(items, needs.store(), rooms).addTo(routes);
    new RegistrationRoutes(needs.calls(), needs.store(), needs.people(), needs.commands())
        .addTo(routes);
    new SaleRoutes(sales, items, needs.store(), rooms, needs.people()).addTo(routes);
    new ExportRoutes(needs.store(), log).addTo(routes);
    new DescriptionRoutes().addTo(routes);
  }

  /// Registers everything, and begins to look after running sales.
  public void addTo(HttpRouting.Builder http) {
    http.register("/api", routes);
    clerk.start();
  }

  /// Method and path of every route.
  List<String> listed() {
    return routes.listed();
  }

  /// Stops looking after sales: another gateway goes on with them.
  @Override
  public void close() {
    clerk.close();
  }
}
