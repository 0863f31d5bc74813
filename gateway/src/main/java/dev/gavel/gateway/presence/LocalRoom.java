package dev.gavel.gateway.presence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A room as one gateway sees it: its own sockets, everybody, and what is still to be told.
final class LocalRoom {
  /// Users told by name in one telling; more show in the count alone.
  static final int MOST_TOLD = 10;

  private final Map<String, Set<String>> sockets = new HashMap<>();
  private final Set<String> joined = new LinkedHashSet<>();
  private final Set<String> left = new LinkedHashSet<>();
  private People people = People.NOBODY;
  private People told = People.NOBODY;
  private boolean telling;

  /// What is to be told now.
  record News(List<String> joined, List<String> left, boolean counted, People people) {}

  /// True when this person had no socket here before.
  synchronized boolean add(String who, String socket) {
    Set<String> all = sockets.computeIfAbsent(who, _ -> new HashSet<>(2));
    return all.add(socket) && all.size() == 1;
  }

  /// True when this was the person's last socket here.
  synchronized boolean remove(String who, String socket) {
    Set<String> all = sockets.get(who);
    if (all == null || !all.remove(socket) || !all.isEmpty()) {
      return false;
    }
    sockets.remove(who);
    return true;
  }

  synchronized boolean isEmpty() {
    return sockets.isEmpty();
  }

  synchronized List<String> who() {
    return List.copyOf(sockets.keySet());
  }

  synchronized People people() {
    return people;
  }

  /// Takes in a change; true when somebody must be sent to tell it.
  synchronized boolean see(Seats.Change change) {
    people = change.people();
    note(change.joined(), left, joined);
    note(change.left(), joined, left);
    boolean news = !joined.isEmpty() || !left.isEmpty() || !people.equals(told);
    boolean send = news && !telling;
    telling |= news;
    return send;
  }

  /// Who came and went before it was told is not told.
  private static void note(List<String> users, Set<String> undone, Set<String> done) {
    for (String user : users) {
      if (!undone.remove(user) && done.size() < MOST_TOLD) {
        done.add(user);
      }
    }
  }

  synchronized News news() {
    telling = false;
    News news = new News(List.copyOf(joined), List.copyOf(left), !people.equals(told), people);
    joined.clear();
    left.clear();
    told = people;
    return news;
  }
}
