package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.rolling.RollingFileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class NumberedLogsTest {
  /// The configuration that ships, in a folder whose name Logback would take for a pattern.
  @Test
  void threeFilesAreKeptInAnyFolder(@TempDir Path parent) throws IOException, JoranException {
    Path log = Files.createDirectory(parent.resolve("경매 50% it's %d")).resolve("gavel.log");
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("gavel.log", log.toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(
        Objects.requireNonNull(NumberedLogsTest.class.getResource("/logback-local.xml")));
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    RollingFileAppender<?> file = (RollingFileAppender<?>) root.getAppender("FILE");
    for (String line : new String[] {"first", "second", "third", "fourth"}) {
      root.info(line);
      file.rollover();
    }
    root.info("fifth");
    context.stop();
    assertThat(Files.readString(log)).contains("fifth").doesNotContain("fourth");
    assertThat(Files.readString(Path.of(log + ".1"))).contains("fourth");
    assertThat(Files.readString(Path.of(log + ".2"))).contains("third");
    assertThat(Path.of(log + ".3")).doesNotExist();
  }
}
