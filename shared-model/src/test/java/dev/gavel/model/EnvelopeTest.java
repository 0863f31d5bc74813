package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final byte[] BODY = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void withoutATraceItIsTheBody() {
    Envelope plain = new Envelope(Optional.empty(), BODY);
    assertThat(plain.write()).isSameAs(BODY);
    assertThat(Envelope.read(BODY).body()).isSameAs(BODY);
    assertThat(Envelope.read(BODY).traceparent()).isEmpty();
  }

  @Test
  void theTraceStandsBeforeTheBody() {
    byte[] message = new Envelope(Optional.of(TRACE), BODY).write();
    assertThat(new String(message, StandardCharsets.UTF_8)).isEqualTo(TRACE + " {\"v\":1}");
    Envelope read = Envelope.read(message);
    assertThat(read.traceparent()).contains(TRACE);
    assertThat(read.body()).isEqualTo(BODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01{}xxxxxx",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01 {}",
        "zz-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01 {}",
        "한국어한국어한국어한국어한국어한국어한국어한국어 {\"v\":1}"
      })
  void whatHasNoReadableTraceIsAllBody(String text) {
    byte[] message = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Envelope.read(message).traceparent()).isEmpty();
    assertThat(Envelope.read(message).body()).isSameAs(message);
  }
}
