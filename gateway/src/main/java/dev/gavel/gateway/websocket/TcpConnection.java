package dev.gavel.gateway.websocket;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HttpException;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One accepted connection: HTTP on a thread of its own, and maybe later a WebSocket without one.
final class TcpConnection {
  private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

  private final Acceptor home;
  private final String host;

  /// What HTTP needs; dropped at an upgrade.
  private volatile @Nullable WatchedContext http;

  private volatile @Nullable Thread thread;
  private volatile @Nullable UpgradedConnection upgraded;

  TcpConnection(ChannelSocket socket, Acceptor home, Reactor reactor) {
    this.home = home;
    this.host = socket.remotePeer().host();
    WatchedContext context = new WatchedContext(socket, home.http(), this, reactor);
    this.http = context;
    this.thread = Thread.ofVirtual().name("connection").unstarted(() -> run(context));
  }

  void start() {
    Thread serving = thread;
    if (serving != null) {
      serving.start();
    }
  }

  private void run(WatchedContext context) {
    try {
      if (home.enter(host)) {
        home.http().serve(context);
      } else {
        HttpAnswer.json(503, "TOO_MANY_CONNECTIONS", "too many connections").writeTo(context);
      }
    } catch (RequestRejectedException rejected) {
      reject(context, rejected);
    } catch (CloseConnectionException
        | UncheckedIOException
        | HttpException
        | DataReader.InsufficientDataAvailableException e) { // how Helidon says the usual ends
      LOG.trace("connection ended", e);
    } catch (InterruptedException e) {
      LOG.trace("connection interrupted", e);
    } catch (RuntimeException e) { // broken I/O comes in many wrappers; a bug must not go unseen
      LOG.debug("connection failed", e);
    } finally {
      thread = null;
      if (upgraded == null) {
        close();
        gone();
      }
    }
  }

  /// Says what is wrong, unless an answer has begun, and reads on for a moment: to close TCP with
  /// unread bytes would reset the connection and lose the answer on its way (RFC 9112 section 9.6).
  private void reject(WatchedContext context, RequestRejectedException rejected) {
    LOG.debug("request rejected: {} {}", rejected.status(), rejected.getMessage());
    if (context.answerHasBegun()) {
      return; // a second one could be taken for the answer to another request
    }
    try {
      rejected.answer().writeTo(context);
      context.serverSocket().linger(home.limits().deadlines().lingerMs());
    } catch (UncheckedIOException e) { // the client is gone again
      LOG.trace("no answer", e);
    }
  }

  RequestLimits requestLimits() {
    return home.limits().requests();
  }

  RequestClock newClock() {
    return new RequestClock(home.limits().deadlines());
  }

  /// From here on it is a WebSocket, which says [#gone()] itself.
  void upgraded(UpgradedConnection webSocket) {
    upgraded = webSocket;
    http = null;
  }

  /// It has ended and everybody knows.
  void gone() {
    home.leave(this, host);
  }

  /// Whether it must be closed for its slowness; a WebSocket sees to its own deadlines here.
  boolean overdue(long nowNanos) {
    UpgradedConnection webSocket = upgraded;
    if (webSocket != null) {
      webSocket.check(nowNanos);
      return false;
    }
    WatchedContext context = http;
    return context != null && context.clock().overdue(nowNanos);
  }

  /// Whether its client waits for the answer to a request.
  boolean owesAnAnswer() {
    WatchedContext context = http;
    return context != null && context.clock().inHand();
  }

  void close() {
    UpgradedConnection webSocket = upgraded;
    WatchedContext context = http;
    if (webSocket != null) {
      webSocket.hardClose("stopped");
    } else if (context != null) {
      try {
        context.serverSocket().close();
      } catch (UncheckedIOException e) { // broken already, which is what is wanted
        LOG.trace("closing a socket", e);
      }
    }
  }

  /// Wakes up whatever is still being done for it.
  void interrupt() {
    Thread serving = thread;
    if (serving != null) {
      serving.interrupt();
    }
    UpgradedConnection webSocket = upgraded;
    if (webSocket != null) {
      webSocket.interrupt();
    }
  }
}
