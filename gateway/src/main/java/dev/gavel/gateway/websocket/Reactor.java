package dev.gavel.gateway.websocket;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that reads and writes many sockets and never waits for any of them. Whoever has
/// something for a socket leaves it in its mailbox and says so here: a broadcast wakes this thread
/// once, not one thread a socket, and what arrives until a socket's turn is written together.
final class Reactor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);

  private static final int READ_BYTES = 16 * 1024;

  /// How long a stop waits for the thread.
  private static final Duration STOP_PATIENCE = Duration.ofMillis(500);

  /// A socket's owner. All calls come from the reactor's thread and return at once.
  interface Client extends Outlet.Source {
    /// Bytes have come, or the end. The buffer is lent for the call.
    void readable(ByteBuffer scratch);
  }

  private final Selector selector;
  private final Thread thread;
  private final Queue<Client> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean asleep = new AtomicBoolean();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BYTES);
  private final Sending sending;
  private volatile boolean ends;

  Reactor(int number, Sending sending) {
    this.sending = sending;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.thread = Thread.ofPlatform().daemon().name("sockets-" + number).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Takes a channel over; nothing is waited for yet.
  SelectionKey register(SocketChannel channel, Client client) throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, 0, client);
  }

  /// The client has something to write.
  void due(Client client) {
    due.add(client);
    if (asleep.get() && asleep.compareAndSet(true, false)) {
      selector.wakeup();
    }
  }

  /// A key's interest has changed, or its channel was closed: neither counts before the next look.
  void look() {
    selector.wakeup();
  }

  private void run() {
    try (selector;
        Outlet outlet = Outlet.open(sending)) {
      LOG.info("{} sends {}", thread.getName(), outlet.way());
      while (!ends) {
        writeSome(outlet);
        select();
      }
    } catch (IOException e) {
      LOG.error("sockets cannot be waited for any more", e);
    }
  }

  private void writeSome(Outlet outlet) {
    for (int i = 0; i < Outlet.SOCKETS_A_TURN; i++) {
      Client client = due.poll();
      if (client == null) {
        break;
      }
      outlet.send(client);
    }
    outlet.finish();
  }

  private void select() throws IOException {
    asleep.set(true);
    if (!due.isEmpty()) {
      asleep.set(false);
      selector.selectNow(this::ready);
      return;
    }
    selector.select(this::ready);
    asleep.set(false);
  }

  private void ready(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (key.isWritable()) {
        key.interestOpsAnd(~SelectionKey.OP_WRITE);
        due.add(client); // not here: who was closed goes for good at the end of this selection
      }
      if (key.isReadable()) {
        client.readable(readBuffer.clear());
      }
    } catch (CancelledKeyException e) {
      LOG.trace("closed meanwhile", e);
    } catch (RuntimeException bug) {
      client.failed(bug);
    }
  }

  /// Ends the thread, which lets go of everything; waits for it a little.
  @Override
  public void close() {
    ends = true;
    try {
      if (thread.getState() == Thread.State.NEW) {
        selector.close();
      } else {
        selector.wakeup();
        thread.join(STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.debug("closing", e);
    }
  }
}
