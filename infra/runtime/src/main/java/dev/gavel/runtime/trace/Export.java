package dev.gavel.runtime.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to the collector: one log line when it goes and one when it comes back.
record Export(SpanExporter to, AtomicBoolean away) implements SpanExporter {
  private static final Logger LOG = LoggerFactory.getLogger(Export.class);

  Export(SpanExporter to) {
    this(to, new AtomicBoolean());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = to.export(spans);
    return result.whenComplete(() -> told(result.isSuccess()));
  }

  private void told(boolean success) {
    if (away.compareAndSet(success, !success)) {
      if (success) {
        LOG.info("the collector takes traces again");
      } else {
        LOG.warn("the collector takes no traces, they are dropped meanwhile");
      }
    }
  }

  @Override
  public CompletableResultCode flush() {
    return to.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }
}
