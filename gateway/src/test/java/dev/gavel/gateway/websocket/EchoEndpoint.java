package dev.gavel.gateway.websocket;

import dev.gavel.gateway.peer.Handshake;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Sends back what comes; remembers what happened.
final class EchoEndpoint implements WebSocketEndpoint {
  final Queue<String> heard = new ConcurrentLinkedQueue<>();
  final Queue<WebSocketConnection> opened = new ConcurrentLinkedQueue<>();

  @Override
  public Admission accept(Handshake handshake) {
    return handshake.queryValue("refuse").isPresent()
        ? new Admission.Refused(403, "ORIGIN", "not \"you\"")
        : new Admission.Accepted(
            new Echo(), handshake.queryValue("cookie").map(List::of).orElse(List.of()));
  }

  private final class Echo implements WebSocketListener {
    private @org.jspecify.annotations.Nullable WebSocketConnection connection;

    @Override
    public void opened(WebSocketConnection opening) {
      connection = opening;
      opened.add(opening);
      heard.add("opened");
    }

    private WebSocketConnection connection() {
      return java.util.Objects.requireNonNull(connection, "opened comes first");
    }

    @Override
    public void text(String message) {
      switch (message) {
        case "!throw" -> throw new IllegalStateException("asked to");
        case "!close" -> connection().close(4001, "asked to");
        case "!hard" -> connection().hardClose("asked to");
        default -> connection().sendText(message);
      }
    }

    @Override
    public void binary(byte[] message) {
      connection().sendBinary(message);
    }

    @Override
    public void gone(String cause) {
      heard.add("gone " + cause);
    }
  }
}
