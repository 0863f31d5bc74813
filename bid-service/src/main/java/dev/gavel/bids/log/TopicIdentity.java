package dev.gavel.bids.log;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which topic the commands topic is now, asked for many batches at once. At most one question is
/// under way; callers that come meanwhile share the one after it, so an answer is never older than
/// the call it is given to. Threads share it.
public final class TopicIdentity {
  private final Supplier<? extends CompletionStage<String>> source;

  // Guarded by this.
  private Optional<CompletableFuture<String>> asking = Optional.empty();
  private Optional<CompletableFuture<String>> next = Optional.empty();

  /// @param source asks the brokers once, without waiting; fails with [Away]
  public TopicIdentity(Supplier<? extends CompletionStage<String>> source) {
    this.source = source;
  }

  /// The topic's id by a question that is asked after this call. Never waits.
  public CompletableFuture<String> askedFromNowOn() {
    CompletableFuture<String> ours;
    synchronized (this) {
      if (asking.isPresent()) {
        if (next.isEmpty()) {
          next = Optional.of(new CompletableFuture<>());
        }
        return next.get();
      }
      ours = new CompletableFuture<>();
      asking = Optional.of(ours);
    }
    ask(ours);
    return ours;
  }

  private void ask(CompletableFuture<String> ours) {
    CompletionStage<String> answer;
    try {
      answer = source.get();
    } catch (RuntimeException failed) {
      answer = CompletableFuture.failedFuture(failed);
    }
    answer.whenComplete((id, failed) -> answered(ours, id, failed));
  }

  private void answered(
      CompletableFuture<String> ours, @Nullable String id, @Nullable Throwable failed) {
    Optional<CompletableFuture<String>> following;
    synchronized (this) {
      following = next;
      asking = next;
      next = Optional.empty();
    }
    following.ifPresent(this::ask);
    if (failed == null) {
      ours.complete(Objects.requireNonNull(id));
    } else {
      ours.completeExceptionally(failed);
    }
  }
}
