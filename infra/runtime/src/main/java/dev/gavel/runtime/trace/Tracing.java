package dev.gavel.runtime.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Where a process's traces are recorded. Off, it gives out [Work#NONE] and nothing else.
public final class Tracing implements AutoCloseable {
  /// Spans that wait for the collector; what comes then is dropped.
  static final int MAX_WAITING = 4_096;

  /// Most spans of one export.
  static final int MAX_EXPORTED = 512;

  static final Duration EXPORT_EVERY = Duration.ofSeconds(1);

  /// An export that takes longer has failed; its spans are lost.
  static final Duration EXPORT_LIMIT = Duration.ofSeconds(5);

  /// A stop waits this long for the last export.
  static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private static final Tracing OFF = new Tracing(Optional.empty());

  private record Recording(SdkTracerProvider provider, Tracer tracer) {}

  private final Optional<Recording> recording;

  private Tracing(Optional<Recording> recording) {
    this.recording = recording;
  }

  public static Tracing off() {
    return OFF;
  }

  /// Returns at once, also while the collector is away.
  ///
  /// @param service what kind of process this is
  /// @param instance which one
  public static Tracing open(TraceSettings settings, String service, String instance) {
    return settings
        .endpoint()
        .map(endpoint -> recording(exporting(endpoint), settings.ratio(), service, instance))
        .orElse(OFF);
  }

  static Tracing recording(SpanProcessor to, double ratio, String service, String instance) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.namespace"), "gavel",
                        AttributeKey.stringKey("service.name"), service,
                        AttributeKey.stringKey("service.instance.id"), instance)))
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
            .addSpanProcessor(to)
            .build();
    return new Tracing(Optional.of(new Recording(provider, provider.get("dev.gavel"))));
  }

  private static SpanProcessor exporting(URI endpoint) {
    OtlpHttpSpanExporter otlp =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.resolve("/v1/traces").toString())
            .setTimeout(EXPORT_LIMIT)
            .setConnectTimeout(EXPORT_LIMIT)
            .build();
    return BatchSpanProcessor.builder(new Export(otlp))
        .setMaxQueueSize(MAX_WAITING)
        .setMaxExportBatchSize(MAX_EXPORTED)
        .setScheduleDelay(EXPORT_EVERY)
        .setExporterTimeout(EXPORT_LIMIT)
        .build();
  }

  public boolean isOn() {
    return recording.isPresent();
  }

  /// Work that nobody did before; [Work#NONE] unless the ratio picks it.
  public Work begin(String name, SpanKind kind) {
    return recording.isEmpty() ? Work.NONE : started(Context.root(), name, kind);
  }

  /// What follows from work that is traced; [Work#NONE] when it is not.
  public Work follow(Work before, String name, SpanKind kind) {
    return recording.isEmpty() || !before.traced()
        ? Work.NONE
        : started(Context.root().with(Span.wrap(before.context())), name, kind);
  }

  /// The same, begun `agoNanos` ago.
  public Work follow(Work before, String name, SpanKind kind, long agoNanos) {
    if (recording.isEmpty() || !before.traced()) {
      return Work.NONE;
    }
    long nowMicros = TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    return of(
        recording
            .get()
            .tracer()
            .spanBuilder(name)
            .setParent(Context.root().with(Span.wrap(before.context())))
            .setSpanKind(kind)
            .setStartTimestamp(
                nowMicros - TimeUnit.NANOSECONDS.toMicros(agoNanos), TimeUnit.MICROSECONDS)
            .startSpan());
  }

  private Work started(Context parent, String name, SpanKind kind) {
    return of(
        recording
            .orElseThrow()
            .tracer()
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind)
            .startSpan());
  }

  private Work of(Span span) {
    return span.isRecording() ? new Work(span, Optional.of(this)) : Work.NONE;
  }

  /// Exports what waits, within [#CLOSE_LIMIT].
  @Override
  public void close() {
    recording.ifPresent(open -> {
      var _ = open.provider().shutdown().join(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    });
  }
}
