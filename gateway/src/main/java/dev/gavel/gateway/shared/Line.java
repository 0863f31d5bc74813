package dev.gavel.gateway.shared;

import io.lettuce.core.api.StatefulConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection that may be away. The client repairs a connection that stood once; the first time
/// is repeated here, for as long as it takes.
final class Line<C extends StatefulConnection<?, ?>> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Line.class);

  static final Duration CONNECT_AGAIN = Duration.ofMillis(500);

  private final Thread connecting;
  private volatile @Nullable C connection;

  /// @param first run with the connection before anybody else gets it
  Line(Supplier<CompletionStage<C>> connect, Consumer<C> first) {
    this.connecting = Thread.ofVirtual().name("redis connect").start(() -> connect(connect, first));
  }

  private void connect(Supplier<CompletionStage<C>> connect, Consumer<C> first) {
    boolean told = false;
    while (connection == null) {
      try {
        C made = connect.get().toCompletableFuture().join();
        first.accept(made);
        connection = made;
        return;
      } catch (CancellationException closed) {
        return;
      } catch (CompletionException | io.lettuce.core.RedisException failed) {
        if (!told) {
          LOG.warn("Redis is away, gateways know nothing of one another: {}", reason(failed));
        }
        told = true;
      }
      if (!pause()) {
        return;
      }
    }
  }

  private static String reason(RuntimeException failed) {
    return String.valueOf(failed.getCause() == null ? failed : failed.getCause());
  }

  private static boolean pause() {
    try {
      Thread.sleep(CONNECT_AGAIN);
      return true;
    } catch (InterruptedException closed) {
      return false;
    }
  }

  /// The connection, while it stands.
  Optional<C> now() {
    C made = connection;
    return made != null && made.isOpen() ? Optional.of(made) : Optional.empty();
  }

  @Override
  public void close() {
    connecting.interrupt();
  }
}
