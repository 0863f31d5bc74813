package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A connection as Helidon's HTTP reads and writes it: blocking, on the thread that serves it. Only
/// until an upgrade: from there on the [Reactor] has the channel.
final class ChannelSocket implements HelidonSocket {
  private static final int READ_BYTES = 8 * 1024;

  /// Where one end of the connection is.
  private record End(InetSocketAddress address) implements PeerInfo {
    static End of(SocketAddress address) {
      return new End((InetSocketAddress) address);
    }

    @Override
    public String host() {
      return address.getHostString();
    }

    @Override
    public int port() {
      return address.getPort();
    }

    @Override
    public Optional<Principal> tlsPrincipal() {
      return Optional.empty();
    }

    @Override
    public Optional<Certificate[]> tlsCertificates() {
      return Optional.empty();
    }
  }

  private final SocketChannel channel;
  private final End remote;
  private final End local;
  private final String id = HexFormat.of().toHexDigits(System.identityHashCode(this));
  private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);

  ChannelSocket(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.remote = End.of(channel.getRemoteAddress());
    this.local = End.of(channel.getLocalAddress());
  }

  SocketChannel channel() {
    return channel;
  }

  // Helidon takes null for the end of the stream.
  @Override
  @SuppressWarnings("NullAway")
  public byte @Nullable [] get() {
    try {
      buffer.clear();
      int read = channel.read(buffer);
      return read < 0 ? null : Arrays.copyOf(buffer.array(), read);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Sends nothing more, and reads what still comes for so long at most, or until the client ends.
  void linger(int atMostMs) {
    try {
      channel.shutdownOutput();
      channel.socket().setSoTimeout(atMostMs);
      InputStream left = channel.socket().getInputStream();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(atMostMs);
      while (System.nanoTime() < end && left.read(buffer.array()) >= 0) {
        buffer.clear();
      }
    } catch (IOException e) { // silent, or gone: what was wanted
      close();
    }
  }

  @Override
  public int read(BufferData into) {
    byte[] bytes = get();
    if (bytes == null) {
      return -1;
    }
    into.write(bytes);
    return bytes.length;
  }

  @Override
  public void write(BufferData data) {
    byte[] bytes = new byte[data.available()];
    data.read(bytes);
    ByteBuffer left = ByteBuffer.wrap(bytes);
    try {
      while (left.hasRemaining()) {
        channel.write(left);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void idle() {
    // between two requests nothing has to be done here: the acceptor's clock watches
  }

  @Override
  public boolean isConnected() {
    return channel.isOpen();
  }

  @Override
  public PeerInfo remotePeer() {
    return remote;
  }

  @Override
  public PeerInfo localPeer() {
    return local;
  }

  @Override
  public boolean isSecure() {
    return false;
  }

  @Override
  public String socketId() {
    return id;
  }

  @Override
  public String childSocketId() {
    return id;
  }
}
