package dev.gavel.gateway.engineio;

import dev.gavel.gateway.engineio.EngineMeters.Transport;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.websocket.Handshakes;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Polling over HTTP: handshakes, GET, POST and OPTIONS, with the reference server's answers.
final class PollingHttp implements HttpService {
  private static final String POLLING = "polling";
  private static final String WEBSOCKET = "websocket";
  private static final String EIO = "4";

  private final Sessions sessions;
  private final Door door;
  private final CorsHeaders cors;
  private final Forwarder forwarder;

  PollingHttp(Sessions sessions, Door door, Cors cors, Forwarder forwarder) {
    this.sessions = sessions;
    this.door = door;
    this.cors = new CorsHeaders(cors);
    this.forwarder = forwarder;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.any("/", this::handle);
  }

  private void handle(ServerRequest request, ServerResponse response) {
    Handshake handshake = Handshakes.of(request);
    cors.answer(handshake, response);
    if (request.prologue().method().equals(Method.OPTIONS)) {
      cors.preflight(handshake, response);
      return;
    }
    write(response, exchange(request, handshake));
  }

  /// A request that another gateway passes on, as it came there.
  void handleForwarded(ServerRequest request, ServerResponse response) {
    Handshake handshake = Forwarder.restored(Handshakes.of(request));
    write(response, judged(request, handshake));
  }

  private HttpReply exchange(ServerRequest request, Handshake handshake) {
    Optional<String> foreign = handshake.queryValue("sid").filter(sid -> !sessions.owns(sid));
    if (foreign.isPresent() && handshake.queryValue("transport").equals(Optional.of(POLLING))) {
      return forwarder.forward(foreign.get(), request, handshake);
    }
    return judged(request, handshake);
  }

  private HttpReply judged(ServerRequest request, Handshake handshake) {
    String transport = handshake.queryValue("transport").orElse("");
    if (!transport.equals(POLLING) && !transport.equals(WEBSOCKET)) {
      return EngineError.TRANSPORT_UNKNOWN.reply();
    }
    Optional<String> sid = handshake.queryValue("sid");
    if (sid.isPresent()) {
      return transport.equals(POLLING)
          ? continued(sid.get(), request, handshake)
          : EngineError.BAD_REQUEST.reply();
    }
    if (!request.prologue().method().equals(Method.GET)) {
      return EngineError.HANDSHAKE_METHOD.reply();
    }
    if (transport.equals(WEBSOCKET)) {
      return EngineError.BAD_REQUEST.reply(); // no upgrade was asked for
    }
    return handshake.queryValue("EIO").equals(Optional.of(EIO))
        ? opened(handshake)
        : EngineError.VERSION.reply();
  }

  private HttpReply opened(Handshake handshake) {
    Optional<String> noRoom = sessions.noRoom();
    if (noRoom.isPresent()) {
      sessions.refused(Transport.POLLING, noRoom.get());
      return HttpReply.json(503, EngineError.FORBIDDEN.json(noRoom.get()));
    }
    return switch (door.enter(handshake)) {
      case Door.Entry.Admitted(Identity identity, List<String> cookies) ->
          HttpReply.payload(sessions.openPolling(handshake, identity), cookies);
      case Door.Entry.TurnedAway(int status, String _, String message) -> {
        sessions.refused(Transport.POLLING, "door");
        yield HttpReply.json(status, EngineError.FORBIDDEN.json(message));
      }
    };
  }

  private HttpReply continued(String sid, ServerRequest request, Handshake handshake) {
    if (!handshake.queryValue("EIO").equals(Optional.of(EIO))) {
      return EngineError.BAD_REQUEST.reply();
    }
    Optional<Session> found = sessions.find(sid);
    if (found.isEmpty()) {
      return lastWords(sid, request, handshake);
    }
    Session session = found.get();
    if (!door.continues(session.identity(), handshake)) {
      return EngineError.FORBIDDEN.reply(); // a sid that was stolen
    }
    Method method = request.prologue().method();
    if (method.equals(Method.GET)) {
      return session.polling().get().orElseGet(() -> lastWords(sid, request, handshake));
    }
    return method.equals(Method.POST)
        ? new PostRequest(session, sessions.limits()).take(request)
        : EngineError.BAD_REQUEST.reply();
  }

  private HttpReply lastWords(String sid, ServerRequest request, Handshake handshake) {
    if (!request.prologue().method().equals(Method.GET)) {
      return EngineError.SESSION_UNKNOWN.reply();
    }
    return sessions
        .tombstones()
        .peek(sid)
        .filter(words -> door.continues(words.identity(), handshake))
        .flatMap(_ -> sessions.tombstones().takePayload(sid))
        .map(HttpReply::payload)
        .orElseGet(EngineError.SESSION_UNKNOWN::reply);
  }

  private static void write(ServerResponse response, HttpReply reply) {
    response.status(Status.create(reply.status()));
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (!reply.contentType().isEmpty()) {
      response.header(HeaderNames.CONTENT_TYPE, reply.contentType());
    }
    if (!reply.setCookies().isEmpty()) {
      response.header(HeaderNames.SET_COOKIE, reply.setCookies().toArray(String[]::new));
    }
    response.send(reply.body().getBytes(StandardCharsets.UTF_8));
  }
}
