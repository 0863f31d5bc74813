package dev.gavel.local.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/// One thread that reads thousands of connections.
final class Loop implements AutoCloseable {
  /// Longest message that is read: a snapshot with its missed updates.
  private static final int BUFFER_BYTES = 2 << 20;

  /// Connections from one loopback address before the next: ports run out at 28 thousand.
  private static final int PER_ADDRESS = 20_000;

  private final Selector selector;
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final byte[] shared = new byte[BUFFER_BYTES];
  private final Thread thread;
  private final LongAdder reads = new LongAdder();
  private int opened;
  private volatile boolean closed;

  Loop(String name) throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  /// Processor time so far.
  long cpuNanos() {
    return Cost.ofThread(thread.threadId());
  }

  /// How often something was read: what a server writes together is mostly read together.
  long reads() {
    return reads.sum();
  }

  /// Runs `errand` on this thread.
  void later(Runnable errand) {
    errands.add(errand);
    selector.wakeup();
  }

  /// Begins a connection; the seat hears what becomes of it. Only on this thread.
  Line open(int port, Seat seat, Speech speech) throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    byte[] from = {127, 0, 0, (byte) (1 + opened++ / PER_ADDRESS)};
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(from), 0));
    channel.connect(
        new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    Line line = new Line(channel, key, seat, speech);
    key.attach(line);
    return line;
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(this::ready, 100);
        for (Runnable errand = errands.poll(); errand != null; errand = errands.poll()) {
          errand.run();
        }
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ready(SelectionKey key) {
    if (key.isValid() && key.attachment() instanceof Line line) {
      reads.increment();
      line.ready(shared);
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
