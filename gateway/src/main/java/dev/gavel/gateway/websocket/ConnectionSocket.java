package dev.gavel.gateway.websocket;

import dev.gavel.gateway.ring.Descriptors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket's channel between the reactor on one side, mailbox and inbox on the other.
final class ConnectionSocket implements Reactor.Client, Mailbox.Wire {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSocket.class);

  /// Told by the reactor's thread; must return at once.
  interface Owner {
    /// The very last entry is with the kernel.
    void lastWritten();

    /// Nothing can be written any more.
    void lost();
  }

  private final SocketChannel channel;
  private final Reactor reactor;
  private final Owner owner;
  private final ConnectionWatch watch;
  private final SocketMeters meters;
  private final int descriptor;
  private @Nullable SelectionKey key;
  private @Nullable Mailbox mailbox;
  private @Nullable Inbox inbox;

  ConnectionSocket(
      UpgradedConnection.Origin origin, Owner owner, ConnectionWatch watch, SocketMeters meters) {
    this.channel = origin.channel();
    this.reactor = origin.reactor();
    this.owner = owner;
    this.watch = watch;
    this.meters = meters;
    this.descriptor = Descriptors.of(channel).orElse(UNKNOWN);
  }

  /// From here on the reactor reads and writes.
  void register(Mailbox outgoing, Inbox incoming) throws IOException {
    mailbox = outgoing;
    inbox = incoming;
    SelectionKey fresh = reactor.register(channel, this);
    key = fresh;
    fresh.interestOps(SelectionKey.OP_READ);
    reactor.look();
  }

  private SelectionKey key() {
    return Objects.requireNonNull(key, "not registered");
  }

  private Mailbox mailbox() {
    return Objects.requireNonNull(mailbox, "not registered");
  }

  private Inbox inbox() {
    return Objects.requireNonNull(inbox, "not registered");
  }

  /// Whether more is read; must not be called by two threads at once.
  void reading(boolean wanted) {
    try {
      if (wanted) {
        key().interestOpsOr(SelectionKey.OP_READ);
        reactor.look();
      } else {
        key().interestOpsAnd(~SelectionKey.OP_READ);
      }
    } catch (CancelledKeyException e) {
      LOG.trace("closed meanwhile", e);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) { // the socket is broken already, which is what is wanted
      LOG.trace("closing a socket", e);
    }
    reactor.look(); // lets go of the file descriptor
  }

  @Override
  public void readable(ByteBuffer scratch) {
    int read = read(scratch);
    if (read < 0) {
      reading(false);
      inbox().end();
    } else if (read > 0) {
      watch.received();
      meters.received(read);
      byte[] chunk = new byte[read];
      scratch.flip().get(chunk);
      inbox().put(chunk);
    }
  }

  private int read(ByteBuffer scratch) {
    try {
      return channel.read(scratch);
    } catch (IOException e) { // reset by the client, or closed by us
      LOG.trace("reading", e);
      return -1;
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  @Override
  public ByteBuffer next(ByteBuffer scratch) {
    return mailbox().next(scratch);
  }

  @Override
  public void written(ByteBuffer batch, int bytes) {
    meters.written(bytes);
    mailbox().written(batch);
  }

  @Override
  public void broken() {
    owner.lost();
  }

  @Override
  public void failed(RuntimeException bug) {
    LOG.error("a connection is ended by a bug", bug);
    owner.lost();
  }

  @Override
  public void due() {
    reactor.due(this);
  }

  @Override
  public void blocked() {
    try {
      key().interestOpsOr(SelectionKey.OP_WRITE); // by the reactor's own thread: counts at once
    } catch (CancelledKeyException e) {
      LOG.trace("closed meanwhile", e);
    }
  }

  @Override
  public void lastWritten() {
    owner.lastWritten();
  }
}
