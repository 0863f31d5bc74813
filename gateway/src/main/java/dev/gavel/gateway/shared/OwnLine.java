package dev.gavel.gateway.shared;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Optional;

/// A connection that nobody else uses.
public final class OwnLine implements AutoCloseable {
  private final Line<StatefulConnection<String, String>> line;

  OwnLine(Line<StatefulConnection<String, String>> line) {
    this.line = line;
  }

  /// Empty while Redis is away.
  public Optional<RedisClusterCommands<String, String>> commands() {
    return line.now().map(RedisServers::sync);
  }

  @Override
  public void close() {
    line.close();
    line.now().ifPresent(StatefulConnection::close);
  }
}
