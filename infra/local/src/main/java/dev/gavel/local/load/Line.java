package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One TCP connection to a gateway: the WebSocket handshake, then frames. Read by its [Loop] alone;
/// anybody may write.
final class Line implements FrameStream.Taker {
  /// Bytes that may wait because the gateway does not read; then the line is broken off.
  private static final int MAX_WAITING_BYTES = 1 << 20;

  private static final byte[] NOTHING = {};

  private final SocketChannel channel;
  private final SelectionKey key;
  private final Seat seat;
  private final Speech speech;
  private final byte[] handshake;
  private byte[] rest = NOTHING;
  private byte[] waiting = NOTHING;
  private int waitingBytes;
  private boolean upgraded;
  private int closeCode;
  private @Nullable String brokenBy;

  Line(SocketChannel channel, SelectionKey key, Seat seat, Speech speech) {
    this.channel = channel;
    this.key = key;
    this.seat = seat;
    this.speech = speech;
    this.handshake =
        String.join(
                "\r\n",
                "GET " + speech.path() + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: Z2F2ZWwgbG9hZCBnZW4hIQ==",
                "Sec-WebSocket-Version: 13",
                "Cookie: access_token=" + seat.token(),
                "",
                "")
            .getBytes(ISO_8859_1);
  }

  Speech speech() {
    return speech;
  }

  /// The loop says: the connection stands, or something can be read or written.
  void ready(byte[] shared) {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key.interestOps(SelectionKey.OP_READ);
        write(handshake);
      }
      if (key.isWritable()) {
        flush();
      }
      if (key.isReadable()) {
        read(shared);
      }
    } catch (IOException | FrameStream.Broken e) {
      breakOff(String.valueOf(e.getMessage()));
    }
  }

  private void read(byte[] shared) throws IOException {
    System.arraycopy(rest, 0, shared, 0, rest.length);
    int got = channel.read(ByteBuffer.wrap(shared, rest.length, shared.length - rest.length));
    if (got < 0) {
      breakOff(closeCode > 0 ? "close " + closeCode : "end of stream");
      return;
    }
    Span in = new Span(shared, 0, rest.length + got);
    int taken = upgraded ? FrameStream.read(in, this) : upgrade(in);
    if (taken == 0 && in.to() == shared.length) {
      throw new FrameStream.Broken("a frame of more than " + shared.length + " bytes");
    }
    rest = taken == in.to() ? NOTHING : Arrays.copyOfRange(shared, taken, in.to());
  }

  private int upgrade(Span in) {
    for (int i = in.from(); i + 3 < in.to(); i++) {
      if (in.bytes()[i] == '\r' && in.bytes()[i + 2] == '\r' && in.bytes()[i + 1] == '\n') {
        String head = new String(in.bytes(), in.from(), i, ISO_8859_1);
        if (!head.startsWith("HTTP/1.1 101 ")) {
          throw new FrameStream.Broken(head.lines().findFirst().orElse(""));
        }
        upgraded = true;
        return FrameStream.read(new Span(in.bytes(), i + 4, in.to()), this);
      }
    }
    return in.from();
  }

  @Override
  public void text(Span message) {
    speech.read(message, seat);
  }

  @Override
  public void ping(Span body) {
    write(FrameStream.pong(Arrays.copyOfRange(body.bytes(), body.from(), body.to())));
  }

  @Override
  public void close(int code) {
    closeCode = code;
  }

  /// Sends, or keeps what does not fit for later.
  void write(byte[] frame) {
    String fault = null;
    synchronized (this) {
      if (waitingBytes == 0) {
        fault = writeNow(frame, frame.length);
      } else if (waitingBytes > MAX_WAITING_BYTES) {
        fault = "the gateway does not read";
      } else {
        keep(frame, 0, frame.length);
      }
    }
    if (fault != null) {
      breakOff(fault);
    }
  }

  /// Doubles its room as it grows: a gateway that falls behind must not cost more with each bid.
  private void keep(byte[] frame, int from, int to) {
    int all = waitingBytes + to - from;
    if (all > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(all, 2 * waiting.length));
    }
    System.arraycopy(frame, from, waiting, waitingBytes, to - from);
    waitingBytes = all;
  }

  private synchronized void flush() {
    byte[] all = waiting;
    int bytes = waitingBytes;
    waiting = NOTHING;
    waitingBytes = 0;
    key.interestOps(SelectionKey.OP_READ);
    writeNow(all, bytes);
  }

  private @Nullable String writeNow(byte[] bytes, int length) {
    try {
      ByteBuffer out = ByteBuffer.wrap(bytes, 0, length);
      channel.write(out);
      if (out.hasRemaining()) {
        keep(bytes, out.position(), length);
        key.interestOpsOr(SelectionKey.OP_WRITE);
        key.selector().wakeup();
      }
      return null;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (java.nio.channels.CancelledKeyException e) {
      return "closed";
    }
  }

  /// Reads nothing from now on: a viewer whose machine stands still.
  void stopReading() {
    key.interestOps(0);
  }

  /// Ends the connection without a word, as a network does.
  void cut() {
    brokenBy = "cut";
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException alreadyGone) {
      // Then there is nothing to reset.
    }
    shut();
  }

  private void breakOff(String why) {
    synchronized (this) {
      if (brokenBy != null) {
        return;
      }
      brokenBy = why;
    }
    shut();
    seat.lost(this, why);
  }

  private void shut() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing of it is needed any more.
    }
  }
}
