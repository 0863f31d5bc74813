package dev.gavel.runtime.address;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;

/// How long a service bears with Redis, which is never the truth: what it cannot have at once it
/// does without.
///
/// @param maxUnanswered commands that Redis has not answered; one more fails at once, as does every
///   command while there is no connection
/// @param answer longest wait for a connection and for an answer
public record RedisLimits(int maxUnanswered, Duration answer) {
  /// The client's settings for it.
  public ClientOptions options() {
    return ClientOptions.builder()
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(maxUnanswered)
        .timeoutOptions(TimeoutOptions.enabled(answer))
        .socketOptions(SocketOptions.builder().connectTimeout(answer).keepAlive(true).build())
        .build();
  }
}
