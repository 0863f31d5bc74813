package dev.gavel.runtime.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `traceparent` of W3C Trace Context (level 2, section 3.2). Only our own processes write it,
/// so version 00 is all there is. Only work that is sampled is passed on: whoever finds one follows
/// it. `tracestate` is not passed on.
final class Traceparent {
  private static final Pattern FORM =
      Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

  private static final int FLAGS = 3;

  private Traceparent() {}

  static String write(SpanContext context) {
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  /// Empty for what is none, and for work that is not sampled.
  static Optional<SpanContext> read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    SpanContext read =
        SpanContext.createFromRemoteParent(
            parts.group(1),
            parts.group(2),
            TraceFlags.fromHex(parts.group(FLAGS), 0),
            TraceState.getDefault());
    return read.isValid() && read.isSampled() ? Optional.of(read) : Optional.empty();
  }
}
