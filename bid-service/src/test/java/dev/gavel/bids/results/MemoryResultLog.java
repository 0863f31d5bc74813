package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Line;
import dev.gavel.model.Decision;
import java.util.ArrayList;
import java.util.List;

/// The memory twin of [KafkaResultLog].
public final class MemoryResultLog implements ResultLog {
  private final List<Decision> results = new ArrayList<>();
  private final List<Line.Skipped> unreadable = new ArrayList<>();

  @Override
  public synchronized void append(List<Decided> decided) {
    decided.forEach(one -> results.add(one.decision()));
  }

  @Override
  public synchronized void appendUnreadable(List<Line.Skipped> skipped) {
    unreadable.addAll(skipped);
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
