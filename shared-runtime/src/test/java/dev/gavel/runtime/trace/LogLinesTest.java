package dev.gavel.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// The services' own logback.xml.
class LogLinesTest {

  @Test
  void anObjectALineNamesTheTraceWhileThereIsOne() throws Exception {
    try (Tracing tracing = tracing()) {
      Work work = tracing.begin("bid", SpanKind.SERVER);
      String traceId = work.context().getTraceId();
      try (Work.Opened _ = work.open()) {
        assertThat(line("json"))
            .startsWith("{")
            .endsWith("}\n")
            .contains("\"formattedMessage\":\"something happened\"")
            .contains("\"trace_id\":\"" + traceId + "\"")
            .contains("\"span_id\":\"" + work.context().getSpanId() + "\"");
        assertThat(line("text")).endsWith("something happened trace=" + traceId + "\n");
      }
      assertThat(line("json")).doesNotContain("trace_id");
      assertThat(line("text")).endsWith("something happened\n");
    }
  }

  private static Tracing tracing() {
    return Tracing.recording(
        SimpleSpanProcessor.create(InMemorySpanExporter.create()), 1, "test", "test-1");
  }

  /// What a line looks like with `GAVEL_LOG` set to `form`.
  private static String line(String form) throws Exception {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(((LoggerContext) LoggerFactory.getILoggerFactory()).getMDCAdapter());
    context.putProperty("GAVEL_LOG", form);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(LogLinesTest.class.getResource("/logback.xml")));
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    var appender = (ConsoleAppender<ILoggingEvent>) Objects.requireNonNull(root.getAppender(form));
    LoggingEvent event =
        new LoggingEvent("", root, Level.INFO, "something happened", null, new Object[0]);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }
}
