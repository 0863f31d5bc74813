package dev.gavel.gateway.websocket;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes messages of what one connection brings and tells the listener. Its calls never overlap.
final class MessageReader implements FrameDecoder.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(MessageReader.class);

  /// What reading causes on the sending side.
  interface Answers {
    void pong(byte[] payload);

    /// The client's Close frame has come.
    void closeReceived(int code);

    /// The client broke a rule: nothing more is read from it.
    void violation(Violation violation);
  }

  private final WebSocketListener listener;
  private final Answers answers;
  private final ConnectionWatch watch;
  private final SocketMeters meters;
  private final FrameDecoder decoder;
  private boolean violated;

  MessageReader(
      WebSocketListener listener,
      Answers answers,
      ConnectionWatch watch,
      SocketLimits limits,
      SocketMeters meters) {
    this.listener = listener;
    this.answers = answers;
    this.watch = watch;
    this.meters = meters;
    this.decoder = new FrameDecoder(this, limits.maxMessageBytes(), limits.maxFragments());
  }

  void bytes(byte[] bytes) {
    if (violated) {
      return; // read on all the same: see Deadlines.lingerMs
    }
    Violation violation = decoder.feed(bytes);
    watch.inMessage(decoder.inMessage());
    if (violation != null) {
      fail(violation);
    }
  }

  private void fail(Violation violation) {
    violated = true;
    watch.inMessage(false);
    answers.violation(violation);
  }

  @Override
  public void text(String message) {
    deliver(() -> listener.text(message));
  }

  @Override
  public void binary(byte[] message) {
    deliver(() -> listener.binary(message));
  }

  private void deliver(Runnable call) {
    meters.messageReceived();
    if (violated || watch.closing()) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException e) { // a bug of ours must end this connection only
      LOG.error("a listener failed", e);
      fail(new Violation(CloseCode.INTERNAL_ERROR, "server error", ""));
    }
  }

  @Override
  public void ping(byte[] payload) {
    if (controlAllowed()) {
      answers.pong(payload);
    }
  }

  @Override
  public void pong() {
    controlAllowed();
  }

  private boolean controlAllowed() {
    if (violated) {
      return false;
    }
    boolean allowed = watch.countControl();
    if (!allowed) {
      fail(Violation.flood("too many control frames"));
    }
    return allowed;
  }

  @Override
  public void close(int code) {
    answers.closeReceived(code);
  }
}
