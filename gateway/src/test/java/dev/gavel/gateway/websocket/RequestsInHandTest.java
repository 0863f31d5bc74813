package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who stops waits for requests in hand, for those whose body still comes too.
class RequestsInHandTest {
  private static final String HEAD =
      "POST /say HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch decided = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SocketServer server =
      new SocketServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Map.of(),
          HttpRouting.builder()
              .post(
                  "/say",
                  (request, response) -> {
                    String said = request.content().as(String.class);
                    decided.await();
                    response.send(said);
                  }),
          SocketLimits.defaults(),
          new SimpleMeterRegistry());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    decided.countDown();
    server.stop();
    threads.close();
  }

  private Future<?> stopping(Duration limit) {
    return threads.submit(() -> {
      server.awaitRequests(limit);
      return null;
    });
  }

  @Test
  void aRequestIsWaitedForFromItsFirstByteToItsAnswer() throws Exception {
    try (RawSocket client = new RawSocket(server.port());
        RawSocket idle = new RawSocket(server.port())) {
      client.send(HEAD.substring(0, 20));
      awaitInHand();
      Future<?> stopping = stopping(LONG);
      client.send(HEAD.substring(20) + "0123");
      assertThat(stopping.isDone()).isFalse();
      client.send("456789");
      assertThat(stopping.isDone()).isFalse();
      decided.countDown();
      assertThat(client.head()).startsWith("HTTP/1.1 200");
      stopping.get(LONG.toSeconds() / 2, TimeUnit.SECONDS); // though both connections stay open
      idle.send(HEAD + "0123456789");
      assertThat(idle.head()).startsWith("HTTP/1.1 200");
    }
  }

  /// Waits anew until a wait does not end at once: the first byte has come.
  private void awaitInHand() {
    await()
        .until(() -> {
          long began = System.nanoTime();
          server.awaitRequests(Duration.ofMillis(50));
          return System.nanoTime() - began >= TimeUnit.MILLISECONDS.toNanos(50);
        });
  }

  @Test
  void whoNeverEndsARequestIsNotWaitedForForEver() throws Exception {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send(HEAD + "0123");
      awaitInHand();
      stopping(Duration.ofMillis(100)).get(LONG.toSeconds(), TimeUnit.SECONDS);
      client.send("456789");
      decided.countDown();
      assertThat(client.head()).as("not cut off either").startsWith("HTTP/1.1 200");
    }
  }
}
