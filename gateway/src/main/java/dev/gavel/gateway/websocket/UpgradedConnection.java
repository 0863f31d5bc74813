package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket from its 101 to its end. Helidon's thread for the connection reads; the mailbox
/// alone writes.
final class UpgradedConnection implements ServerConnection, WebSocketConnection {
  private static final Logger LOG = LoggerFactory.getLogger(UpgradedConnection.class);

  private static final String LOST = "connection lost";

  private final ConnectionContext context;
  private final Handshake handshake;
  private final WebSocketListener listener;
  private final byte[] switching;
  private final SocketLimits limits;
  private final SocketMeters meters;
  private final Mailbox mailbox;
  private final ConnectionWatch watch;

  /// Why it ends; the first reason stands.
  private final AtomicReference<@Nullable String> cause = new AtomicReference<>();

  private volatile boolean closeReceived;
  private volatile boolean violated;

  /// @param switching the bytes of the 101
  UpgradedConnection(
      ConnectionContext context,
      Handshake handshake,
      WebSocketListener listener,
      byte[] switching,
      SocketLimits limits,
      SocketMeters meters) {
    this.context = context;
    this.handshake = handshake;
    this.listener = listener;
    this.switching = switching;
    this.limits = limits;
    this.meters = meters;
    this.mailbox = new Mailbox(new SocketWire(), limits.mailbox());
    this.watch = new ConnectionWatch(limits);
  }

  @Override
  public void handle(Limit limit) {
    meters.webSocketOpened();
    try {
      context.dataWriter().writeNow(BufferData.create(switching));
      listener.opened(this);
      new MessageReader(context, listener, new Replies(), watch, limits, meters).readAll();
    } catch (RuntimeException e) { // broken I/O, seen at every abrupt end: the cause says enough
      LOG.trace("connection ended", e);
    } finally {
      end(LOST);
      tellGone();
    }
  }

  private void tellGone() {
    String why = Objects.requireNonNull(cause.get(), "ended without a cause");
    meters.webSocketGone(why);
    try {
      listener.gone(why);
    } catch (RuntimeException e) { // a bug of ours; nobody is left who could be told
      LOG.error("a listener failed while it was told the end", e);
    }
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
  public boolean sendEncoded(byte[] frames, Optional<String> conflationKey) {
    return switch (mailbox.offer(frames, conflationKey.orElse(null))) {
      case TAKEN -> {
        meters.messageQueued();
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
  public void close(int code, String reason) {
    cause.compareAndSet(null, "server close");
    mailbox.offerLast(Frames.close(code, reason));
  }

  @Override
  public void hardClose(String why) {
    end(why);
  }

  @Override
  public Duration idleTime() {
    return Duration.ZERO; // never asked: the guard around the HTTP connection is
  }

  @Override
  public void close(boolean interrupt) {
    end("stopped");
  }

  /// Looks at the deadlines, about once a second.
  void check(long nowNanos) {
    if (mailbox.writingMs(nowNanos) > limits.deadlines().writeMs()) {
      end("slow");
      return;
    }
    switch (watch.verdict(nowNanos)) {
      case FINE -> {}
      case PING -> mailbox.offer(Frames.frame(Frames.PING, new byte[0]), null);
      case SILENT -> end("idle");
      case STALLED -> end("timeout");
    }
  }

  private void end(String why) {
    cause.compareAndSet(null, why);
    mailbox.shut();
    try {
      context.serverSocket().close();
    } catch (RuntimeException e) { // the socket is broken already, which is what is wanted
      LOG.trace("closing a socket", e);
    }
  }

  private final class SocketWire implements Mailbox.Wire {
    @Override
    public void write(byte[] bytes) {
      context.dataWriter().writeNow(BufferData.create(bytes));
      meters.written(bytes.length);
    }

    @Override
    public void lastWritten() {
      watch.closeSent();
      if (closeReceived) {
        end("client close");
      } else if (violated) {
        linger();
      }
    }

    private void linger() {
      try {
        Thread.sleep(
            limits
                .deadlines()
                .lingerMs()); // the mailbox's own thread, which has nothing else to do
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      end("protocol violation");
    }

    @Override
    public void broken() {
      end(LOST);
    }
  }

  private final class Replies implements MessageReader.Answers {
    @Override
    public void pong(byte[] payload) {
      mailbox.offer(Frames.frame(Frames.PONG, payload), null);
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
