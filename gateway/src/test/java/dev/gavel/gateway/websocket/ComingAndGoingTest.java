package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The kernel gives the number of a closed socket to the next one: what was meant for one client
/// must never reach another.
class ComingAndGoingTest {
  private static final int VISITORS = 8;
  private static final int VISITS = 60;

  @ParameterizedTest
  @EnumSource
  void nobodyHearsWhatIsMeantForAnother(Sending sending) throws Exception {
    EchoEndpoint endpoint = new EchoEndpoint();
    try (SocketServer server = server(endpoint, sending).start();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean ends = new AtomicBoolean();
      Thread talking = Thread.ofPlatform().start(() -> talk(endpoint, ends));
      List<Future<Integer>> visitors = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        int seed = i;
        visitors.add(threads.submit(() -> visit(server.port(), seed)));
      }
      try {
        assertThat(sum(visitors)).isGreaterThan(VISITORS * VISITS);
      } finally {
        ends.set(true);
      }
      talking.join();
    }
  }

  private static int sum(List<Future<Integer>> visitors)
      throws ExecutionException, InterruptedException {
    int sum = 0;
    for (Future<Integer> visitor : visitors) {
      sum += visitor.get();
    }
    return sum;
  }

  private static SocketServer server(EchoEndpoint endpoint, Sending sending) {
    return new SocketServer(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        Map.of("/echo", endpoint),
        HttpRouting.builder(),
        SocketLimits.defaults(),
        sending,
        new SimpleMeterRegistry());
  }

  /// Tells everybody their own name, again and again; to who is behind, less often.
  private static void talk(EchoEndpoint endpoint, AtomicBoolean ends) {
    while (!ends.get()) {
      endpoint.opened.removeIf(one -> !one.sendEncoded(name(one), Optional.of("name")));
    }
  }

  private static byte[] name(WebSocketConnection of) {
    return Frames.text(of.handshake().queryValue("name").orElseThrow());
  }

  /// Comes, hears its own name a few times, and goes without a word.
  ///
  /// @return how often it heard it
  private static int visit(int port, int seed) {
    Random random = new Random(seed);
    int heard = 0;
    for (int i = 0; i < VISITS; i++) {
      String name = seed + "-" + i;
      try (RawSocket client = RawSocket.webSocket(port, "/echo?name=" + name)) {
        for (int left = 1 + random.nextInt(40); left > 0; left--) {
          assertThat(client.next()).as("seed %d", seed).isEqualTo("text " + name);
          heard++;
        }
      }
    }
    return heard;
  }
}
