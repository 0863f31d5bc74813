package dev.gavel.gateway.websocket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Turns a client's bytes, cut anywhere, into whole messages (RFC 6455 section 5). Fails as early
/// as the bytes allow and reserves memory for what has arrived, never for what is announced. One
/// thread.
final class FrameDecoder {

  /// Hears what the bytes say, in order.
  interface Sink {
    void text(String message);

    void binary(byte[] message);

    void ping(byte[] payload);

    void pong();

    /// A Close frame; [CloseCode#NORMAL] stands for one without a code, too.
    void close(int code);
  }

  private enum Part {
    HEAD,
    EXTENDED_LENGTH,
    MASK,
    PAYLOAD
  }

  private final Sink sink;
  private final MessageBuffer message;
  private final byte[] control = new byte[Frames.MAX_CONTROL_BYTES];

  private Part part = Part.HEAD;
  private final FrameHead head = new FrameHead();
  private long remaining;
  private int controlSize;
  private boolean closed;

  FrameDecoder(Sink sink, int maxMessageBytes, int maxFragments) {
    this.sink = sink;
    this.message = new MessageBuffer(maxMessageBytes, maxFragments);
  }

  /// Takes the next bytes. An answer says that the client broke a rule: nothing more must be fed.
  /// Bytes after a Close frame are ignored.
  @Nullable Violation feed(byte[] bytes) {
    int at = 0;
    while (!closed && (at < bytes.length || (part == Part.PAYLOAD && remaining == 0))) {
      Violation violation;
      if (part == Part.PAYLOAD) {
        int count = (int) Math.min(remaining, bytes.length - at);
        violation = payload(bytes, at, count);
        at += count;
      } else {
        violation = headByte(bytes[at++] & 0xFF);
      }
      if (violation != null) {
        return violation;
      }
    }
    return null;
  }

  /// Whether a message or frame has begun and not ended.
  boolean inMessage() {
    return part != Part.HEAD || head.begun() || message.open();
  }

  private @Nullable Violation headByte(int b) {
    return switch (part) {
      case HEAD -> {
        Violation violation = head.accept(b, message.open());
        if (violation == null && head.complete()) {
          part = head.extendedBytes() > 0 ? Part.EXTENDED_LENGTH : Part.MASK;
        }
        yield violation;
      }
      case EXTENDED_LENGTH -> {
        if (!head.acceptLength(b)) {
          yield null;
        }
        part = Part.MASK;
        Violation violation = head.lengthViolation();
        yield violation != null || message.fits(head.length()) ? violation : Violation.tooBig();
      }
      case MASK -> head.acceptMask(b) ? beginPayload() : null;
      case PAYLOAD -> throw new IllegalStateException("payload is not read byte by byte");
    };
  }

  private @Nullable Violation beginPayload() {
    part = Part.PAYLOAD;
    remaining = head.length();
    controlSize = 0;
    return head.control() ? null : message.begin(head.opcode(), remaining);
  }

  private @Nullable Violation payload(byte[] bytes, int from, int count) {
    head.unmask(bytes, from, count);
    remaining -= count;
    if (head.control()) {
      System.arraycopy(bytes, from, control, controlSize, count);
      controlSize += count;
    } else {
      Violation violation = message.append(bytes, from, count);
      if (violation != null) {
        return violation;
      }
    }
    return remaining == 0 ? endFrame() : null;
  }

  private @Nullable Violation endFrame() {
    part = Part.HEAD;
    boolean last = head.last();
    boolean isControl = head.control();
    int opcode = head.opcode();
    head.reset();
    if (isControl) {
      return endControl(opcode);
    }
    return last ? endMessage() : null;
  }

  private @Nullable Violation endMessage() {
    if (!message.isText()) {
      sink.binary(message.takeBytes());
      return null;
    }
    if (!message.wholeCharacters()) {
      return Violation.notUtf8();
    }
    sink.text(message.takeText());
    return null;
  }

  private @Nullable Violation endControl(int opcode) {
    switch (opcode) {
      case Frames.PING -> sink.ping(Arrays.copyOf(control, controlSize));
      case Frames.PONG -> sink.pong();
      default -> {
        return close();
      }
    }
    return null;
  }

  private @Nullable Violation close() {
    closed = true;
    if (controlSize == 0) {
      sink.close(CloseCode.NORMAL);
      return null;
    }
    if (controlSize == 1) {
      return Violation.protocol("close payload of one byte");
    }
    int code = ((control[0] & 0xFF) << 8) | (control[1] & 0xFF);
    if (!CloseCode.maySend(code)) {
      return Violation.protocol("close code");
    }
    Utf8Check reason = new Utf8Check();
    if (!reason.accepts(control, 2, controlSize) || !reason.complete()) {
      return Violation.notUtf8();
    }
    sink.close(code);
    return null;
  }

  /// The message that is being put together from its fragments.
  private static final class MessageBuffer {
    private static final byte[] NOTHING = {};

    private final int maxBytes;
    private final int maxFragments;
    private byte[] bytes = NOTHING;
    private int size;
    private int fragments;
    private int opcode;
    private Utf8Check utf8 = new Utf8Check();

    MessageBuffer(int maxBytes, int maxFragments) {
      this.maxBytes = maxBytes;
      this.maxFragments = maxFragments;
    }

    boolean open() {
      return fragments > 0;
    }

    boolean fits(long more) {
      return more <= maxBytes - size;
    }

    boolean isText() {
      return opcode == Frames.TEXT;
    }

    boolean wholeCharacters() {
      return utf8.complete();
    }

    @Nullable Violation begin(int frameOpcode, long length) {
      if (frameOpcode != Frames.CONTINUATION) {
        opcode = frameOpcode;
        utf8 = new Utf8Check();
      }
      if (!fits(length)) {
        return Violation.tooBig();
      }
      return ++fragments > maxFragments ? Violation.flood("too many fragments") : null;
    }

    @Nullable Violation append(byte[] from, int at, int count) {
      if (isText() && !utf8.accepts(from, at, at + count)) {
        return Violation.notUtf8();
      }
      if (size + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + count, Math.min(2 * size, maxBytes)));
      }
      System.arraycopy(from, at, bytes, size, count);
      size += count;
      return null;
    }

    String takeText() {
      String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
      reset();
      return text;
    }

    byte[] takeBytes() {
      byte[] taken = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      reset();
      return taken;
    }

    private void reset() {
      bytes = NOTHING;
      size = 0;
      fragments = 0;
    }
  }
}
