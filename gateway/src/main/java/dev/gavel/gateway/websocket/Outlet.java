package dev.gavel.gateway.websocket;

import dev.gavel.gateway.ring.Descriptors;
import dev.gavel.gateway.ring.SendRing;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/// How a [Reactor] gives to the kernel what its sockets have to send. Belongs to its thread.
interface Outlet extends AutoCloseable {

  /// Sockets that are written to between two looks at who can be read.
  int SOCKETS_A_TURN = 128;

  /// A socket that is written to. All calls come from the reactor's thread and return at once.
  interface Source {
    SocketChannel channel();

    /// What [#descriptor] says where the number cannot be had.
    int UNKNOWN = -1;

    /// The channel's number in the kernel, or [#UNKNOWN].
    int descriptor();

    /// What is to be written; empty when nothing waits, else [#written] or [#broken] follows.
    ByteBuffer next(ByteBuffer scratch);

    /// The socket has taken so many bytes more of the batch, up to its position.
    void written(ByteBuffer batch, int bytes);

    /// Nothing can be written any more.
    void broken();

    /// A bug of ours: this socket must go.
    void failed(RuntimeException bug);
  }

  /// Writes what the source has, at the latest at [#finish].
  void send(Source source);

  /// Everything is with the kernel, and every source knows. Comes before a socket can be closed for
  /// good, which the selector does.
  void finish();

  /// How it sends, for the log.
  String way();

  @Override
  void close();

  /// The best that is wanted and can be had on this machine, for the thread that asks.
  static Outlet open(Sending wanted) {
    return switch (wanted) {
      case ONE_BY_ONE -> new OneByOne("as set");
      case TOGETHER -> Descriptors.areKnown() ? ring() : new OneByOne("sun.nio.ch is not open");
    };
  }

  private static Outlet ring() {
    return switch (SendRing.open()) {
      case SendRing.Opening.Opened(SendRing ring) -> new Together(ring);
      case SendRing.Opening.Unavailable(String why) -> new OneByOne(why);
    };
  }
}
