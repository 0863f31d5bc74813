package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class WhyTest {
  @Test
  void theBottomOfAFailureIsNamed() {
    Throwable failure =
        new IllegalStateException(
            "handshake failed", new RuntimeException("in between", new IOException("no path")));
    assertThat(Why.of(failure))
        .isEqualTo(
            "java.lang.IllegalStateException: handshake failed because java.io.IOException: no path");
  }

  @Test
  void whatIsSaidAlreadyIsNotSaidTwice() {
    assertThat(Why.of(new IOException("refused"))).isEqualTo("java.io.IOException: refused");
    assertThat(Why.of(new IllegalStateException("waited", new TimeoutException())))
        .isEqualTo(
            "java.lang.IllegalStateException: waited because java.util.concurrent.TimeoutException");
    assertThat(Why.of(new TimeoutException())).isEqualTo("java.util.concurrent.TimeoutException");
    assertThat(Why.of(new RuntimeException(new IOException("refused"))))
        .isEqualTo("java.lang.RuntimeException: java.io.IOException: refused");
  }

  @Test
  void aCircleOfCausesEnds() {
    RuntimeException one = new RuntimeException("one");
    RuntimeException two = new RuntimeException("two", one);
    one.initCause(two);
    assertThat(Why.of(one)).startsWith("java.lang.RuntimeException: one");
  }
}
