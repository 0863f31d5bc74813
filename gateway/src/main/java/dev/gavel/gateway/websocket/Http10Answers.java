package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Answers to clients that speak HTTP/1.0, which knows no chunks (RFC 9112 section 7.1): the
/// library's chunked answers go out without their framing, ended by the end of the connection.
/// Answers to all others pass as they are.
///
/// The connection's thread uses it.
final class Http10Answers implements DataWriter {
  private static final String CHUNKED = "transfer-encoding: chunked\r\n";
  private static final String END = "\r\n\r\n";

  private final DataWriter out;
  private final BooleanSupplier http10;
  private final StringBuilder head = new StringBuilder();
  private boolean headPassed;
  private boolean dechunks;
  private final ChunkDecoder chunks = new ChunkDecoder(Long.MAX_VALUE);

  Http10Answers(DataWriter out, BooleanSupplier http10) {
    this.out = out;
    this.http10 = http10;
  }

  @Override
  public void write(BufferData... buffers) {
    for (BufferData buffer : buffers) {
      write(buffer);
    }
  }

  @Override
  public void write(BufferData buffer) {
    out.write(rewritten(buffer));
  }

  @Override
  public void writeNow(BufferData... buffers) {
    for (BufferData buffer : buffers) {
      writeNow(buffer);
    }
  }

  @Override
  public void writeNow(BufferData buffer) {
    out.writeNow(rewritten(buffer));
  }

  @Override
  public void flush() {
    out.flush();
  }

  @Override
  public void close() {
    out.close();
  }

  private BufferData rewritten(BufferData buffer) {
    return http10.getAsBoolean() ? BufferData.create(rewritten(buffer.readBytes())) : buffer;
  }

  private byte[] rewritten(byte[] bytes) {
    if (headPassed) {
      return dechunks ? data(bytes) : bytes;
    }
    head.append(new String(bytes, StandardCharsets.ISO_8859_1));
    int end = head.indexOf(END);
    if (end < 0) {
      return new byte[0];
    }
    headPassed = true;
    return answer(end + END.length());
  }

  /// The head without the coding, and what came with it of the body.
  private byte[] answer(int bodyAt) {
    byte[] all = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    String kept = head.substring(0, bodyAt);
    int coding = kept.toLowerCase(Locale.ROOT).indexOf(CHUNKED);
    dechunks = coding >= 0;
    if (dechunks) {
      kept = kept.substring(0, coding) + kept.substring(coding + CHUNKED.length());
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(kept.getBytes(StandardCharsets.ISO_8859_1));
    byte[] body = Arrays.copyOfRange(all, bodyAt, all.length);
    answer.writeBytes(dechunks ? data(body) : body);
    return answer.toByteArray();
  }

  private byte[] data(byte[] bytes) {
    ByteArrayOutputStream data = new ByteArrayOutputStream(bytes.length);
    int at = 0;
    while (at < bytes.length && !chunks.done()) {
      int length = chunks.data(bytes.length - at);
      if (length > 0) {
        data.write(bytes, at, length);
        chunks.passed(length);
        at += length;
      } else {
        chunks.framing(bytes[at++]);
      }
    }
    return data.toByteArray();
  }
}
