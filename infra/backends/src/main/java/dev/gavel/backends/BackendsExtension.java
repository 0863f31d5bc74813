package dev.gavel.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests a [Backends] parameter: one set a JVM, started by the first test that asks, closed
/// after the last, with the system's topics. Tests share it, so they use rooms and names of their
/// own. Embedded or in containers: see [Choice]; the run prints which. After each class the
/// operations that services sent to MongoDB are compared with [MongoOperationsRecorder]'s list.
public final class BackendsExtension implements ParameterResolver, AfterAllCallback {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Backends.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(BackendsExtension.class))
        .computeIfAbsent(Shared.class, _ -> Shared.start(), Shared.class)
        .backends();
  }

  /// Fails a class whose services sent what is not listed, where the class path names the recorder.
  @Override
  public void afterAll(ExtensionContext context) {
    Set<String> unlisted = MongoOperationsRecorder.unlisted();
    if (!unlisted.isEmpty()) {
      throw new AssertionError("sent to MongoDB, and not in the list of operations: " + unlisted);
    }
  }

  /// What the root store closes.
  private record Shared(Backends backends, Path folder) implements AutoCloseable {
    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("gavel-test");
        Backends.Chosen chosen = Backends.chosen(folder, Choice.given(), Docker.here());
        Backends backends = chosen.backends();
        // Whatever the loggers are set to: a green run must say what it was green against.
        System.out.println(chosen.said());
        Topics.ensure(backends.kafkaBootstrap());
        return new Shared(backends, folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      backends.close();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
