package dev.gavel.bids.results;

import dev.gavel.bids.home.Line;
import dev.gavel.model.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The memory twin of [KafkaResultLog].
public final class MemoryResultLog implements ResultLog {
  private final List<Decision> results = new ArrayList<>();
  private final List<Line.Skipped> unreadable = new ArrayList<>();

  @Override
  public synchronized CompletableFuture<Void> append(List<EncodedDecision> decided) {
    decided.forEach(one -> results.add(one.decided().decision()));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<Void> appendUnreadable(List<Line.Skipped> skipped) {
    unreadable.addAll(skipped);
    return CompletableFuture.completedFuture(null);
  }

  public synchronized List<Decision> results() {
    return List.copyOf(results);
  }

  public synchronized List<Line.Skipped> unreadable() {
    return List.copyOf(unreadable);
  }

  @Override
  public void close() {}
}
