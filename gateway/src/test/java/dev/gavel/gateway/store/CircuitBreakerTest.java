package dev.gavel.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private final AtomicLong nanos = new AtomicLong();
  private final CircuitBreaker breaker = new CircuitBreaker(nanos::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(breaker.admits()).isTrue();
      breaker.failed();
    }
  }

  @Test
  void afterSomeFailuresInARowNothingIsTriedForAWhile() {
    fail(CircuitBreaker.FAILURES);
    assertThat(breaker.admits()).isFalse();
    nanos.addAndGet(CircuitBreaker.PAUSE.toNanos() - 1);
    assertThat(breaker.admits()).isFalse();
  }

  @Test
  void thenOneTriesForAll() {
    fail(CircuitBreaker.FAILURES);
    nanos.addAndGet(CircuitBreaker.PAUSE.toNanos());
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).as("while one tries").isFalse();
    breaker.failed();
    assertThat(breaker.admits()).as("it failed too").isFalse();
    nanos.addAndGet(CircuitBreaker.PAUSE.toNanos());
    assertThat(breaker.admits()).isTrue();
    breaker.succeeded();
    assertThat(breaker.admits()).isTrue();
    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void anAnswerBetweenFailuresKeepsItClosed() {
    for (int i = 0; i < 10; i++) {
      fail(CircuitBreaker.FAILURES - 1);
      assertThat(breaker.admits()).isTrue();
      breaker.succeeded();
    }
    assertThat(breaker.admits()).isTrue();
  }

  @Test
  void whoGaveUpLeavesTheTryToTheNext() {
    fail(CircuitBreaker.FAILURES);
    nanos.addAndGet(CircuitBreaker.PAUSE.toNanos());
    assertThat(breaker.admits()).isTrue();
    breaker.abandoned();
    assertThat(breaker.admits()).isTrue();
  }
}
