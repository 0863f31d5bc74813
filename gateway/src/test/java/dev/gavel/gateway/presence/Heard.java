package dev.gavel.gateway.presence;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Remembers what presence tells.
final class Heard implements PresenceTold {
  final Queue<String> news = new ConcurrentLinkedQueue<>();
  final Queue<People> counts = new ConcurrentLinkedQueue<>();

  @Override
  public void joined(String room, String userId) {
    news.add("joined " + userId);
  }

  @Override
  public void left(String room, String userId) {
    news.add("left " + userId);
  }

  @Override
  public void counted(String room, People people) {
    counts.add(people);
  }

  List<String> all() {
    return List.copyOf(news);
  }
}
