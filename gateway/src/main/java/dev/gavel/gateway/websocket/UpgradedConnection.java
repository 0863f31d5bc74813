package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket from its 101 to its end. Idle, it has no thread and no buffer: the reactor reads
/// and writes, the inbox's short-lived thread handles what came.
final class UpgradedConnection implements WebSocketConnection {
  private static final Logger LOG = LoggerFactory.getLogger(UpgradedConnection.class);

  private static final String LOST = "connection lost";

  /// How often it is looked whether everything is out.
  private static final Duration LOOK_PERIOD = Duration.ofNanos(200_000);

  /// What it is upgraded from.
  record Origin(SocketChannel channel, Reactor reactor, TcpConnection connection) {}

  private final Origin origin;
  private final Handshake handshake;
  private final WebSocketListener listener;
  private final SocketLimits limits;
  private final SocketMeters meters;
  private final ConnectionSocket socket;
  private final Mailbox mailbox;
  private final ConnectionWatch watch;
  private final MessageReader reader;
  private final Inbox inbox;

  /// Why it ends; the first reason stands.
  private final AtomicReference<@Nullable String> cause = new AtomicReference<>();

  private volatile boolean closeReceived;
  private volatile boolean violated;

  UpgradedConnection(
      Origin origin,
      Handshake handshake,
      WebSocketListener listener,
      SocketLimits limits,
      SocketMeters meters) {
    this.origin = origin;
    this.handshake = handshake;
    this.listener = listener;
    this.limits = limits;
    this.meters = meters;
    this.watch = new ConnectionWatch(limits);
    this.socket = new ConnectionSocket(origin, new Sending(), watch, meters);
    this.mailbox = new Mailbox(socket, limits.mailbox());
    this.reader = new MessageReader(listener, new Replies(), watch, limits, meters);
    this.inbox = new Inbox(new Handling());
  }

  /// The 101 is out; handles what has come already, on this thread.
  ///
  /// @param pipelined what the client sent behind its request
  void begin(byte[] pipelined) {
    meters.webSocketOpened();
    try {
      socket.register(mailbox, inbox);
      listener.opened(this);
      reader.bytes(pipelined);
    } catch (RuntimeException | IOException e) { // broken I/O, seen at every abrupt end
      LOG.trace("connection ended", e);
      end(LOST);
    }
    inbox.run();
  }

  /// The 101 could not be sent.
  void stillborn() {
    meters.webSocketOpened();
    end(LOST);
    inbox.run();
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public boolean sendText(String message) {
    return sendEncoded(Frames.text(message), Optional.empty());
  }

  @Override
  public boolean sendBinary(byte[] message) {
    return sendEncoded(Frames.binary(message), Optional.empty());
  }

  @Override
  public boolean sendEncoded(byte[] frames, int messages, Optional<String> conflationKey) {
    return switch (mailbox.offer(frames, messages, conflationKey.orElse(null))) {
      case TAKEN -> {
        meters.messagesQueued(messages);
        yield true;
      }
      case CLOSED -> false;
      case FULL -> {
        end("slow");
        yield false;
      }
    };
  }

  @Override
  public void awaitSent(Duration limit) {
    long until = System.nanoTime() + limit.toNanos();
    try {
      while (!mailbox.isIdle() && System.nanoTime() < until) {
        Thread.sleep(LOOK_PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close(int code, String reason) {
    cause.compareAndSet(null, "server close");
    mailbox.offerLast(Frames.close(code, reason));
  }

  @Override
  public void hardClose(String why) {
    end(why);
  }

  /// Looks at the deadlines, about twice a second.
  void check(long nowNanos) {
    if (mailbox.writingMs(nowNanos) > limits.deadlines().writeMs()) {
      end("slow");
      return;
    }
    switch (watch.verdict(nowNanos)) {
      case FINE -> {}
      case PING -> mailbox.offer(Frames.frame(Frames.PING, new byte[0]), 1, null);
      case SILENT -> end("idle");
      case STALLED -> end("timeout");
    }
  }

  /// Wakes up a listener that takes long over something.
  void interrupt() {
    inbox.interrupt();
  }

  private void end(String why) {
    cause.compareAndSet(null, why);
    mailbox.shut();
    socket.close();
    inbox.abandon();
  }

  private final class Sending implements ConnectionSocket.Owner {
    @Override
    public void lastWritten() {
      watch.closeSent();
      if (closeReceived) {
        end("client close");
      } else if (violated) {
        Thread.ofVirtual().name("linger").start(this::linger);
      }
    }

    private void linger() {
      try {
        Thread.sleep(limits.deadlines().lingerMs());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      end("protocol violation");
    }

    @Override
    public void lost() {
      end(LOST);
    }
  }

  private final class Handling implements Inbox.Handler {
    @Override
    public void bytes(byte[] chunk) {
      reader.bytes(chunk);
    }

    @Override
    public void ended() {
      end(LOST);
      String why = Objects.requireNonNull(cause.get(), "ended without a cause");
      meters.webSocketGone(why);
      try {
        listener.gone(why);
      } catch (RuntimeException e) { // a bug of ours; nobody is left who could be told
        LOG.error("a listener failed while it was told the end", e);
      } finally {
        origin.connection().gone();
      }
    }

    @Override
    public void pause() {
      socket.reading(false);
    }

    @Override
    public void resume() {
      socket.reading(true);
    }
  }

  private final class Replies implements MessageReader.Answers {
    @Override
    public void pong(byte[] payload) {
      mailbox.offer(Frames.frame(Frames.PONG, payload), 1, null);
    }

    @Override
    public void closeReceived(int code) {
      closeReceived = true;
      cause.compareAndSet(null, "client close");
      if (!mailbox.offerLast(Frames.close(code, "")) && watch.closing()) {
        end("client close"); // our own Close is out already
      }
    }

    @Override
    public void violation(Violation violation) {
      violated = true;
      cause.compareAndSet(null, violation.cause());
      mailbox.offerLast(Frames.close(violation.closeCode(), violation.reason()));
    }
  }
}
