package dev.gavel.gateway.bids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptiveLingerTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final AdaptiveLinger linger = new AdaptiveLinger();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    linger.close();
  }

  @Test
  void aLoneOneGoesAtOnceOnItsCallersThread() {
    linger.send(() -> sent.add(Thread.currentThread().getName()));
    assertThat(sent).containsExactly(Thread.currentThread().getName());
  }

  @Test
  void whatComesMeanwhileGoesAfterwardsInItsOrder() {
    List<String> names = IntStream.range(0, 5_000).mapToObj(String::valueOf).toList();
    names.forEach(name -> linger.send(() -> sent.add(name)));
    Awaitility.await().atMost(LIMIT).until(() -> sent.size() == names.size());
    assertThat(sent).isEqualTo(names);
  }

  @Test
  void eachThreadsOwnOrderIsKept() throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(4);
    List<Thread> threads =
        IntStream.range(0, 4)
            .mapToObj(n -> Thread.ofVirtual().start(() -> sendMany(n, ready)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    Awaitility.await().atMost(LIMIT).until(() -> sent.size() == 4 * 1_000);
    for (int n = 0; n < 4; n++) {
      String own = n + "-";
      assertThat(sent.stream().filter(name -> name.startsWith(own)))
          .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> own + i).toList());
    }
  }

  private void sendMany(int n, CountDownLatch ready) {
    ready.countDown();
    try {
      ready.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < 1_000; i++) {
      String name = n + "-" + i;
      linger.send(() -> sent.add(name));
    }
  }

  @Test
  void oneThatThrowsKeepsNothingElseBack() {
    linger.send(() -> sent.add("first"));
    linger.send(() -> {
      throw new IllegalStateException("a bug");
    });
    linger.send(() -> sent.add("last"));
    Awaitility.await().atMost(LIMIT).until(() -> sent.contains("last"));
  }

  @Test
  void closingSendsWhatHasGathered() {
    IntStream.range(0, 100).forEach(i -> linger.send(() -> sent.add("" + i)));
    linger.close();
    assertThat(sent).hasSize(100);
    linger.send(() -> sent.add("late"));
    assertThat(sent).endsWith("late");
  }
}
