package dev.gavel.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TracingTest {
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();

  private Tracing tracing(double ratio) {
    return Tracing.recording(SimpleSpanProcessor.create(spans), ratio, "test", "test-1");
  }

  @Test
  void whatIsOffGivesOutNothing() {
    Tracing off = Tracing.open(TraceSettings.off(), "test", "test-1");
    assertThat(off).isSameAs(Tracing.off());
    assertThat(off.begin("bid", SpanKind.PRODUCER)).isSameAs(Work.NONE);
    Work elsewhere =
        Work.elsewhere(Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
    assertThat(off.follow(elsewhere, "decide", SpanKind.CONSUMER)).isSameAs(Work.NONE);
  }

  @Test
  void nothingIsRecordedOfNone() {
    Work none = Work.NONE;
    none.note("a", "b").note("c", 1).event("d");
    none.failed("e");
    none.end();
    assertThat(none.traced()).isFalse();
    assertThat(none.traceparent()).isEmpty();
    assertThat(none.part("f", SpanKind.INTERNAL)).isSameAs(Work.NONE);
    try (Work.Opened _ = none.open()) {
      assertThat(Work.current()).isSameAs(Work.NONE);
      assertThat(MDC.get(Work.TRACE_ID)).isNull();
    }
  }

  @Test
  void oneTraceOverProcesses() {
    try (Tracing gateway = tracing(1);
        Tracing worker = tracing(0)) {
      Work bid = gateway.begin("bid", SpanKind.PRODUCER);
      Work decide =
          worker.follow(Work.elsewhere(bid.traceparent()), "decide", SpanKind.CONSUMER, 2_000_000);
      Work persist = decide.part("persist", SpanKind.CLIENT);
      persist.end();
      decide.note("gavel.room", "r1").end();
      bid.end();
      check(spans.getFinishedSpanItems());
    }
  }

  private static void check(List<SpanData> ended) {
    assertThat(ended).extracting(SpanData::getName).containsExactly("persist", "decide", "bid");
    assertThat(ended).extracting(SpanData::getTraceId).containsOnly(ended.getFirst().getTraceId());
    assertThat(ended.get(1).getParentSpanId()).isEqualTo(ended.get(2).getSpanId());
    assertThat(ended.get(0).getParentSpanId()).isEqualTo(ended.get(1).getSpanId());
    assertThat(ended.get(1).getParentSpanContext().isRemote()).isTrue();
    assertThat(ended.get(1).getAttributes().get(AttributeKey.stringKey("gavel.room")))
        .isEqualTo("r1");
    assertThat(ended.get(1).getResource().getAttribute(AttributeKey.stringKey("service.name")))
        .isEqualTo("test");
  }

  @Test
  void theRatioPicksOnlyBeginnings() {
    try (Tracing none = tracing(0)) {
      assertThat(none.begin("bid", SpanKind.PRODUCER)).isSameAs(Work.NONE);
    }
    try (Tracing half = tracing(0.5)) {
      int picked = 0;
      for (int i = 0; i < 1_000; i++) {
        picked += half.begin("bid", SpanKind.PRODUCER).traced() ? 1 : 0;
      }
      assertThat(picked).isBetween(400, 600);
    }
  }

  @Test
  void logLinesNameWhatIsOpen() {
    try (Tracing tracing = tracing(1)) {
      Work outer = tracing.begin("outer", SpanKind.INTERNAL);
      try (Work.Opened _ = outer.open()) {
        String trace = MDC.get(Work.TRACE_ID);
        String span = MDC.get(Work.SPAN_ID);
        assertThat(outer.traceparent().orElseThrow()).startsWith("00-" + trace + "-" + span + "-");
        try (Work.Opened _ = outer.part("inner", SpanKind.INTERNAL).open()) {
          assertThat(MDC.get(Work.TRACE_ID)).isEqualTo(trace);
          assertThat(MDC.get(Work.SPAN_ID)).isNotEqualTo(span);
        }
        assertThat(MDC.get(Work.SPAN_ID)).isEqualTo(span);
        assertThat(Work.current()).isSameAs(outer);
      }
      assertThat(MDC.get(Work.TRACE_ID)).isNull();
      assertThat(Work.current()).isSameAs(Work.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01-x"
      })
  void whatCannotBeReadOrIsNotSampledIsFollowedByNothing(String traceparent) {
    assertThat(Work.elsewhere(Optional.of(traceparent))).isSameAs(Work.NONE);
  }

  @Test
  void settingsAreChecked() {
    assertThat(TraceSettings.read(Optional.of(" "), Optional.empty()).endpoint()).isEmpty();
    assertThat(TraceSettings.read(Optional.of("http://c:4318"), Optional.of("0.5")).ratio())
        .isEqualTo(0.5);
    for (String endpoint : List.of("c:4318", "grpc://c:4317", "http://", "a b")) {
      assertThatThrownBy(() -> TraceSettings.read(Optional.of(endpoint), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("otlp.endpoint");
    }
    for (String ratio : List.of("2", "-1", "NaN", "much")) {
      assertThatThrownBy(() -> TraceSettings.read(Optional.empty(), Optional.of(ratio)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("otlp.ratio");
    }
  }
}
