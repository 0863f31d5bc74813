package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.engineio.Alarms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Answers that a client owes to one peer.
final class PendingAcks {
  /// More at once are not asked for: their futures end empty.
  private static final int MAX = 64;

  private record Pending(CompletableFuture<Optional<List<JsonNode>>> answer, Future<?> alarm) {}

  private final Alarms alarms;
  private @Nullable Map<Long, Pending> byId;
  private long nextId;
  private boolean over;

  PendingAcks(Alarms alarms) {
    this.alarms = alarms;
  }

  /// @param send sends the question with its number; false when it could not
  CompletableFuture<Optional<List<JsonNode>>> ask(long timeoutMs, Predicate<OptionalLong> send) {
    CompletableFuture<Optional<List<JsonNode>>> answer = new CompletableFuture<>();
    long id;
    synchronized (this) {
      if (byId == null) {
        byId = new HashMap<>();
      }
      if (over || byId.size() >= MAX) {
        answer.complete(Optional.empty());
        return answer;
      }
      id = nextId++;
      byId.put(id, new Pending(answer, alarms.inMs(timeoutMs, () -> forget(id))));
    }
    if (!send.test(OptionalLong.of(id))) {
      forget(id);
    }
    return answer;
  }

  private void forget(long id) {
    take(id).ifPresent(pending -> complete(pending, Optional.empty()));
  }

  private synchronized Optional<Pending> take(long id) {
    return byId == null ? Optional.empty() : Optional.ofNullable(byId.remove(id));
  }

  private static void complete(Pending pending, Optional<List<JsonNode>> answer) {
    pending.alarm.cancel(false);
    // Whoever waits must not hold up the connection's thread, nor the alarms'.
    pending.answer.completeAsync(() -> answer, task -> Thread.ofVirtual().start(task));
  }

  /// An answer has come; one that nobody waits for is ignored.
  void answered(long id, List<JsonNode> arguments) {
    take(id).ifPresent(pending -> complete(pending, Optional.of(arguments)));
  }

  /// No answer will come any more.
  void end() {
    List<Pending> left;
    synchronized (this) {
      over = true;
      left = byId == null ? List.of() : List.copyOf(byId.values());
      byId = null;
    }
    left.forEach(pending -> complete(pending, Optional.empty()));
  }
}
