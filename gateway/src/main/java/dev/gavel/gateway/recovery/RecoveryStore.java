package dev.gavel.gateway.recovery;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/// Where connections are kept by their private ids, for every gateway. Never throws; while it is
/// away nothing is kept and nobody goes on.
interface RecoveryStore extends AutoCloseable {

  /// Keeps a connection for `life` from now, unless another one has taken its id over. Returns at
  /// once.
  void keep(String pid, Kept kept, Duration life);

  /// Keeps what is kept for `life` from now. Returns at once.
  void renew(Collection<String> pids, Duration life);

  /// Hands what is kept to `holder`, when it is of this subject; in one step, so that of two who
  /// ask the later one has it. The connection that had it is told, unless it has ended.
  Optional<Kept> claim(String pid, String subject, String holder);

  /// Keeps nothing under `pid` any more, when `holder` has it. Returns at once.
  void forget(String pid, String holder);

  /// Begins to tell which holders were taken over, on any gateway. Call once.
  void listen(Consumer<String> takenOver);

  @Override
  void close();
}
