package dev.gavel.gateway.websocket;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/// Whoever comes while a server stops gets an answer or the end of the connection, never nothing.
class ComingDuringTheStopTest {
  private static final int AT_ONCE = 6;

  @RepeatedTest(40)
  void nobodyIsForgotten() throws Exception {
    SocketServer server =
        new SocketServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of(),
                HttpRouting.builder(),
                SocketLimits.defaults(),
                new SimpleMeterRegistry())
            .start();
    int port = server.port();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(crowd.submit(() -> comeUntilTheEnd(port)));
      }
      server.stop();
      for (Future<?> one : all) {
        one.get(2 * RawSocket.PATIENCE_MS, TimeUnit.MILLISECONDS);
      }
    } finally {
      server.stop();
    }
  }

  private static void comeUntilTheEnd(int port) {
    while (true) {
      try (RawSocket socket = new RawSocket(port)) {
        socket.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        String _ = socket.rest(); // fails when nothing comes
      } catch (UncheckedIOException closed) {
        return;
      }
    }
  }
}
