package dev.gavel.gateway.websocket;

import dev.gavel.gateway.websocket.ParsedHead.BodyFraming;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What the HTTP library reads of a connection: the client's requests, each checked and rewritten
/// to one spelling before the library sees a byte of it. Heads are whole, bodies come in parts as
/// they arrive, and nothing behind a request is passed on before the library asks for it.
///
/// The connection's thread uses it.
final class RequestStream {
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
  private static final byte[] NOTHING = {};

  /// Where the bytes come from.
  @FunctionalInterface
  interface Source {
    /// The next bytes, at least one; null at the end.
    byte @Nullable [] read();
  }

  private final Source source;
  private final RequestLimits limits;
  private final RequestHeadParser parser;
  private byte[] buffered = NOTHING;
  private int at;
  private BodyFraming framing = new BodyFraming.None();
  private long left;
  private ChunkDecoder chunks = new ChunkDecoder(0);
  private boolean http10;
  private boolean closes;
  private boolean ended;

  RequestStream(Source source, RequestLimits limits) {
    this.source = source;
    this.limits = limits;
    this.parser = new RequestHeadParser(limits);
  }

  /// The next bytes for the library; null at the end of the connection, and after a request that
  /// said so.
  ///
  /// @throws RequestRejectedException when the client sends what is no HTTP; the stream has ended
  byte @Nullable [] read() {
    if (ended) {
      return null;
    }
    try {
      return switch (framing) {
        case BodyFraming.None _ -> closes ? null : head();
        case BodyFraming.Length _ -> sized();
        case BodyFraming.Chunked _ -> chunked();
      };
    } catch (RequestRejectedException rejected) {
      ended = true;
      throw rejected;
    }
  }

  /// Whether the request that was read last is of HTTP/1.0.
  boolean http10() {
    return http10;
  }

  /// Whether a body is being read, not a head.
  boolean inBody() {
    return switch (framing) {
      case BodyFraming.None _ -> false;
      case BodyFraming.Length _, BodyFraming.Chunked _ -> true;
    };
  }

  /// What the client sent behind the head that was read last: after an upgrade that is no HTTP.
  byte[] unread() {
    ended = true;
    return Arrays.copyOfRange(buffered, at, buffered.length);
  }

  private byte @Nullable [] head() {
    HeadLines lines = new HeadLines(limits);
    while (true) {
      while (at < buffered.length) {
        if (lines.add(buffered[at++])) {
          return begun(parser.parse(lines.text()));
        }
      }
      if (!fill()) {
        return null; // a head that is cut off is no request
      }
    }
  }

  private byte[] begun(ParsedHead head) {
    long maxBytes = limits.body().maxBytes(head.method(), ParsedHead.pathOf(head.target()));
    if (head.framing() instanceof BodyFraming.Length(long bytes)) {
      if (bytes > maxBytes) {
        throw ChunkDecoder.tooLarge(maxBytes);
      }
      left = bytes;
    }
    http10 = head.http10();
    closes = head.closes();
    framing = head.framing();
    chunks = new ChunkDecoder(maxBytes);
    bodyMayEnd();
    return head.normalised();
  }

  private void bodyMayEnd() {
    if (left == 0 && framing instanceof BodyFraming.Length) {
      framing = new BodyFraming.None();
    }
  }

  private byte @Nullable [] sized() {
    if (at == buffered.length && !fill()) {
      return null;
    }
    byte[] part = take((int) Math.min(left, buffered.length - at));
    left -= part.length;
    bodyMayEnd();
    return part;
  }

  private byte @Nullable [] chunked() {
    while (true) {
      if (at == buffered.length && !fill()) {
        return null;
      }
      int data = chunks.data(buffered.length - at);
      if (data > 0) {
        chunks.passed(data);
        return asChunk(take(data));
      }
      chunks.framing(buffered[at++]);
      if (chunks.done()) {
        framing = new BodyFraming.None();
        return LAST_CHUNK;
      }
    }
  }

  private static byte[] asChunk(byte[] data) {
    byte[] size = ascii(Integer.toHexString(data.length) + "\r\n");
    byte[] chunk = Arrays.copyOf(size, size.length + data.length + 2);
    System.arraycopy(data, 0, chunk, size.length, data.length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    return chunk;
  }

  private byte[] take(int bytes) {
    byte[] part = Arrays.copyOfRange(buffered, at, at + bytes);
    at += bytes;
    return part;
  }

  private boolean fill() {
    byte[] more = source.read();
    buffered = more == null ? NOTHING : more;
    at = 0;
    return more != null;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
