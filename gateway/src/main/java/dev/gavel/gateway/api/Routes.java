package dev.gavel.gateway.api;

import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.websocket.Handshakes;
import dev.gavel.gateway.words.Complaint;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every request under `/api`, in the same steps: CORS, Origin, who, may they, the action, the
/// answer.
final class Routes implements HttpService {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String METHODS = "GET, POST, PUT, DELETE";

  /// How long a browser may remember what a preflight was told.
  private static final String PREFLIGHT_S = "600";

  private record Route(Method method, String path, Access access, Action action) {}

  private final Door door;
  private final Cors cors;
  private final MeterRegistry meters;
  private final List<Route> routes = new ArrayList<>();

  /// @param origins pages of these may read the answers too, with credentials; empty in production
  Routes(Door door, Set<String> origins, MeterRegistry meters) {
    this.door = door;
    this.cors = new Cors(origins, false);
    this.meters = meters;
  }

  Routes get(String path, Access access, Action action) {
    return add(Method.GET, path, access, action);
  }

  Routes post(String path, Access access, Action action) {
    return add(Method.POST, path, access, action);
  }

  Routes put(String path, Access access, Action action) {
    return add(Method.PUT, path, access, action);
  }

  Routes delete(String path, Access access, Action action) {
    return add(Method.DELETE, path, access, action);
  }

  private Routes add(Method method, String path, Access access, Action action) {
    routes.add(new Route(method, path, access, action));
    return this;
  }

  /// Method and path of each, for the test that compares them with the description.
  List<String> listed() {
    return routes.stream().map(route -> route.method().text() + " " + route.path()).toList();
  }

  @Override
  public void routing(HttpRules rules) {
    for (Route route : routes) {
      rules.route(
          route.method(), route.path(), (request, response) -> serve(route, request, response));
      if (route.method().equals(Method.GET)) {
        rules.route(
            Method.HEAD, route.path(), (request, response) -> serve(route, request, response));
      }
    }
    rules.options(this::preflight);
    allowed()
        .forEach((path, methods) ->
            rules.any(
                path,
                (request, response) -> {
                  cors(request, response);
                  send(
                      request,
                      response,
                      Reply.problem(Complaint.METHOD_NOT_ALLOWED).with("Allow", methods));
                }));
    rules.any((request, response) -> {
      cors(request, response);
      send(request, response, Reply.problem(Complaint.NOT_FOUND));
    });
  }

  /// The methods of each path, as an Allow field lists them (RFC 9110 section 10.2.1).
  private Map<String, String> allowed() {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (Route route : routes) {
      Set<String> of = methods.computeIfAbsent(route.path(), _ -> new TreeSet<>());
      of.add("OPTIONS");
      of.add(route.method().text());
      if (route.method().equals(Method.GET)) {
        of.add("HEAD");
      }
    }
    Map<String, String> allowed = new LinkedHashMap<>();
    methods.forEach((path, of) -> allowed.put(path, String.join(", ", of)));
    return allowed;
  }

  private void serve(Route route, ServerRequest request, ServerResponse response) {
    long began = System.nanoTime();
    cors(request, response);
    Reply reply = replyTo(route, request);
    send(request, response, reply);
    Timer.builder("gavel_rest_seconds")
        .tag("route", route.method().text() + " " + route.path())
        .tag("status", Integer.toString(reply.status()))
        .publishPercentileHistogram()
        .register(meters)
        .record(java.time.Duration.ofNanos(System.nanoTime() - began));
  }

  private Reply replyTo(Route route, ServerRequest request) {
    Handshake handshake = Handshakes.of(request);
    try {
      return switch (door.enter(handshake)) {
        case Door.Entry.TurnedAway(int status, String code, String message) ->
            Reply.problem(status, code, message);
        case Door.Entry.Admitted(Identity identity, List<String> cookies) ->
            admitted(route, new Call(request, handshake, identity, cookies));
      };
    } catch (ViewAway away) {
      LOG.warn("{} {} was not answered", route.method(), route.path(), away);
      return Reply.problem(Complaint.UNAVAILABLE);
    } catch (CloseConnectionException broken) { // the client's doing, answered where it was found
      throw broken;
    } catch (RuntimeException bug) {
      LOG.error("{} {} failed", route.method(), route.path(), bug);
      return Reply.problem(Complaint.FAULT);
    }
  }

  private static Reply admitted(Route route, Call call) throws ViewAway {
    Optional<Reply> refused =
        switch (route.access()) {
          case ANYBODY -> Optional.empty();
          case LOGGED_IN -> notLoggedIn(call.identity());
          case STAFF ->
              notLoggedIn(call.identity())
                  .or(() ->
                      call.staff()
                          ? Optional.empty()
                          : Optional.of(Reply.problem(Complaint.NOT_ALLOWED)));
        };
    return refused.isPresent() ? refused.get() : route.action().answer(call);
  }

  private static Optional<Reply> notLoggedIn(Identity identity) {
    return switch (identity) {
      case Identity.Known _ -> Optional.empty();
      case Identity.Spectator _ -> Optional.of(Reply.problem(Complaint.LOGIN_REQUIRED));
      case Identity.Refused(String code, String message, String _) ->
          Optional.of(Reply.problem(401, code, message));
    };
  }

  private static void send(ServerRequest request, ServerResponse response, Reply reply) {
    response.status(reply.status());
    if (!reply.type().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, reply.type());
    }
    boolean cached = false;
    for (var header : reply.headers()) {
      cached |= header.getKey().equalsIgnoreCase("cache-control");
      put(response, header.getKey(), header.getValue());
    }
    if (!cached) {
      response.header(HeaderNames.CACHE_CONTROL, "no-store");
    }
    if (request.prologue().method().equals(Method.HEAD)) {
      withoutContent(response, reply);
    } else if (reply.stream().isPresent()) {
      stream(response, reply.stream().get());
    } else {
      response.send(reply.body());
    }
  }

  /// RFC 9110 section 9.3.2: the fields that GET would answer with.
  private static void withoutContent(ServerResponse response, Reply reply) {
    if (reply.stream().isEmpty()) {
      response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
    }
    response.send();
  }

  private static void stream(ServerResponse response, Reply.Stream stream) {
    try (OutputStream out = response.outputStream()) {
      stream.to(out);
    } catch (IOException | ViewAway broken) {
      throw new UncheckedIOException(new IOException("an answer broke off", broken));
    }
  }

  /// Cookies are many; of everything else an answer has one.
  private static void put(ServerResponse response, String name, String value) {
    if (name.equalsIgnoreCase("set-cookie")) {
      response.headers().add(HeaderValues.create(name, value));
    } else {
      response.headers().set(HeaderValues.create(name, value));
    }
  }

  private void preflight(ServerRequest request, ServerResponse response) {
    if (cors(request, response)) {
      response.header("Access-Control-Allow-Methods", METHODS);
      response.header("Access-Control-Allow-Headers", "content-type, if-match, if-none-match");
      response.header("Access-Control-Max-Age", PREFLIGHT_S);
    }
    response.status(204);
    response.send();
  }

  private boolean cors(ServerRequest request, ServerResponse response) {
    response.header("Vary", "Origin");
    Optional<String> origin = cors.allow(request.headers().first(HeaderNames.ORIGIN));
    origin.ifPresent(allowed -> {
      response.header("Access-Control-Allow-Origin", allowed);
      response.header("Access-Control-Allow-Credentials", "true");
      response.header("Access-Control-Expose-Headers", "etag, date, location, retry-after");
    });
    return origin.isPresent();
  }
}
