package dev.gavel.gateway.engineio;

import dev.gavel.gateway.peer.HeaderValues;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// One POST of packets, from its head to its answer.
final class PostRequest {
  private final Session session;
  private final EngineLimits limits;

  PostRequest(Session session, EngineLimits limits) {
    this.session = session;
    this.limits = limits;
  }

  HttpReply take(ServerRequest request) {
    Optional<HttpReply> refusal = session.polling().beginPost();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    try {
      if (isBytes(request)) {
        session.end("parse error", Farewell.BREACH);
        return HttpReply.empty(400);
      }
      byte[] body = read(request);
      if (body.length > limits.maxPayloadBytes()) {
        return HttpReply.empty(413);
      }
      return session.over() ? HttpReply.empty(400) : packets(body);
    } catch (IOException | UncheckedIOException _) { // the client broke off
      session.end("connection lost", Farewell.SILENT);
      return HttpReply.empty(400);
    } finally {
      session.polling().endPost();
    }
  }

  /// Binary payloads were protocol 3's; now binary travels as base64.
  private static boolean isBytes(ServerRequest request) {
    return HeaderValues.mediaType(request.headers().all(HeaderNames.CONTENT_TYPE, List::of))
        .filter("application/octet-stream"::equals)
        .isPresent();
  }

  /// The body, or one byte more than is allowed, however it is framed.
  private byte[] read(ServerRequest request) throws IOException {
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

  private HttpReply packets(byte[] body) {
    String payload;
    try {
      payload = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      session.end("parse error", Farewell.BREACH);
      return HttpReply.empty(400);
    }
    if (Incoming.count(payload) > limits.maxPacketsPerPayload()) {
      session.end("too many packets", Farewell.BREACH);
      return HttpReply.empty(400);
    }
    for (Incoming packet : Incoming.ofPayload(payload)) {
      if (!session.receive(packet)) {
        break;
      }
    }
    return HttpReply.ok();
  }
}
