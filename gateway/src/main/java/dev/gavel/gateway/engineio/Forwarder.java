package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.Handshake;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes polling requests on to the gateway that owns their session, so that no load balancer
/// needs to be sticky. The owner takes them on a path of its own, from where nothing is passed on
/// again; that path must be reachable for gateways only.
final class Forwarder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Forwarder.class);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final String HOST = "x-forwarded-host";
  private static final String FOR = "x-forwarded-for";
  private static final String PATH = "x-forwarded-path";

  /// What the next hop sets itself, or must not see.
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "accept-encoding",
          HOST,
          FOR,
          PATH);

  private final Owners owners;
  private final EngineLimits limits;
  private final EngineMeters meters;
  private final Semaphore underWay;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Forwarder(Owners owners, EngineLimits limits, EngineMeters meters) {
    this.owners = owners;
    this.limits = limits;
    this.meters = meters;
    this.underWay = new Semaphore(limits.maxSessions());
  }

  /// Answers with what the owner answers; as if the session were unknown when it is not to be
  /// found, so that the client opens a new one at once.
  HttpReply forward(String sid, ServerRequest request, Handshake handshake) {
    Optional<URI> owner = Sessions.ownerOf(sid).flatMap(owners::addressOf);
    if (owner.isEmpty()) {
      meters.forwarded("unknown");
      return EngineError.SESSION_UNKNOWN.reply();
    }
    if (!underWay.tryAcquire()) {
      meters.forwarded("full");
      return HttpReply.json(503, EngineError.FORBIDDEN.json("full"));
    }
    try {
      return exchange(owner.get(), request, handshake);
    } catch (IllegalArgumentException e) { // a field value that HTTP clients do not send on
      meters.forwarded("malformed");
      return HttpReply.empty(400);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a forwarded request got no answer", e);
      meters.forwarded("lost");
      return EngineError.SESSION_UNKNOWN.reply();
    } catch (InterruptedException _) { // this gateway is being stopped
      Thread.currentThread().interrupt();
      return EngineError.SESSION_UNKNOWN.reply();
    } finally {
      underWay.release();
    }
  }

  private HttpReply exchange(URI owner, ServerRequest request, Handshake handshake)
      throws IOException, InterruptedException {
    byte[] body = body(request);
    if (body.length > limits.maxPayloadBytes()) {
      return HttpReply.empty(413);
    }
    HttpResponse<String> answer =
        client.send(
            passedOn(owner, request.prologue().method().text(), body, handshake),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    meters.forwarded("answered");
    return new HttpReply(
        answer.statusCode(),
        answer.headers().firstValue("content-type").orElse(""),
        answer.body(),
        answer.headers().allValues("set-cookie"));
  }

  private byte[] body(ServerRequest request) throws IOException {
    int oneTooMany = limits.maxPayloadBytes() + 1;
    if (request.headers().contentLength().orElse(0) >= oneTooMany) {
      return new byte[oneTooMany];
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      return in.readNBytes(oneTooMany);
    }
  }

  private HttpRequest passedOn(URI owner, String method, byte[] body, Handshake handshake) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(owner.resolve(EngineServer.FORWARDED_PATH + query(handshake)))
            .timeout(Duration.ofMillis(limits.pingIntervalMs() + limits.pingTimeoutMs() + 5_000L))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    handshake
        .headers()
        .forEach((name, values) -> {
          if (!HOP_BY_HOP.contains(name)) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    builder.header(PATH, handshake.path());
    handshake.header("host").ifPresent(host -> builder.header(HOST, host));
    // Fields of one name are one list (RFC 9110 section 5.3), and whom we saw comes last.
    List<String> hops = new ArrayList<>(handshake.headerValues(FOR));
    hops.add(handshake.remoteAddress());
    return builder.header(FOR, String.join(", ", hops)).build();
  }

  private static String query(Handshake handshake) {
    StringBuilder query = new StringBuilder();
    handshake
        .query()
        .forEach((name, values) ->
            values.forEach(value ->
                query
                    .append(query.isEmpty() ? '?' : '&')
                    .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))));
    return query.toString();
  }

  /// The request as it came to the gateway that passed it on.
  static Handshake restored(Handshake passedOn) {
    Map<String, List<String>> headers = new HashMap<>(passedOn.headers());
    passedOn.header(HOST).ifPresent(host -> headers.put("host", List.of(host)));
    String addresses = passedOn.header(FOR).orElse(passedOn.remoteAddress());
    int last = addresses.lastIndexOf(',');
    headers.remove(FOR);
    if (last > 0) {
      headers.put(FOR, List.of(addresses.substring(0, last)));
    }
    headers.keySet().removeAll(Set.of(HOST, PATH));
    return new Handshake(
        passedOn.header(PATH).orElse(passedOn.path()),
        passedOn.query(),
        Map.copyOf(headers),
        passedOn.cookies(),
        addresses.substring(last + 1).strip(),
        passedOn.atMs());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
