package dev.gavel.runtime.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// One piece of work that is traced, or [#NONE]: then every call does nothing. Thread-safe, except
/// that what is opened is closed by the same thread.
public final class Work {
  public static final String TRACE_ID = "trace_id";
  public static final String SPAN_ID = "span_id";

  private static final ContextKey<Work> KEY = ContextKey.named("gavel-work");
  private static final Opened NOTHING = () -> {};

  /// Work that nobody traces.
  public static final Work NONE = new Work(Span.getInvalid(), Optional.empty());

  private final Span span;
  private final Optional<Tracing> tracing;

  Work(Span span, Optional<Tracing> tracing) {
    this.span = span;
    this.tracing = tracing;
  }

  /// What this thread works on.
  public static Work current() {
    @Nullable Work here = Context.current().get(KEY);
    return here == null ? NONE : here;
  }

  /// Work that another process does, by what it sent along; [#NONE] for what cannot be read or is
  /// not sampled. It can be followed and opened, nothing else.
  public static Work elsewhere(Optional<String> traceparent) {
    return traceparent.isEmpty()
        ? NONE
        : Traceparent.read(traceparent.get())
            .map(remote -> new Work(Span.wrap(remote), Optional.empty()))
            .orElse(NONE);
  }

  /// Whether anything is recorded of it.
  public boolean traced() {
    return span.getSpanContext().isValid();
  }

  /// What is sent along to whoever goes on with it (W3C Trace Context, `traceparent`).
  public Optional<String> traceparent() {
    return traced() ? Optional.of(Traceparent.write(span.getSpanContext())) : Optional.empty();
  }

  /// A part of this work that begins now.
  public Work part(String name, SpanKind kind) {
    return tracing.map(by -> by.follow(this, name, kind)).orElse(NONE);
  }

  /// Never anything about a person.
  public Work note(String key, String value) {
    span.setAttribute(key, value);
    return this;
  }

  public Work note(String key, long value) {
    span.setAttribute(key, value);
    return this;
  }

  /// Something happened.
  public void event(String name) {
    span.addEvent(name);
  }

  /// It did not go well.
  ///
  /// @param why a code, not a sentence with ids in it
  public void failed(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  public void end() {
    span.end();
  }

  /// What was opened and is closed again.
  public interface Opened extends AutoCloseable {
    @Override
    void close();
  }

  /// Makes it what this thread works on, and names it in the thread's log lines.
  @SuppressWarnings("MustBeClosedChecker") // whoever opens it closes it, and the scope with it
  public Opened open() {
    if (!traced()) {
      return NOTHING;
    }
    Scope scope = Context.current().with(KEY, this).makeCurrent();
    @Nullable String traceBefore = MDC.get(TRACE_ID);
    @Nullable String spanBefore = MDC.get(SPAN_ID);
    SpanContext context = span.getSpanContext();
    MDC.put(TRACE_ID, context.getTraceId());
    MDC.put(SPAN_ID, context.getSpanId());
    return () -> {
      restore(TRACE_ID, traceBefore);
      restore(SPAN_ID, spanBefore);
      scope.close();
    };
  }

  private static void restore(String key, @Nullable String before) {
    if (before == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, before);
    }
  }

  SpanContext context() {
    return span.getSpanContext();
  }
}
