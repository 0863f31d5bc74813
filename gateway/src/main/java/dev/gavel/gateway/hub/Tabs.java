package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.model.Decision;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// The connections of each user here, and what is counted over all of them.
public final class Tabs {
  private static final class Person {
    final Set<Peer> peers = new LinkedHashSet<>();
    final TokenBucket bids;

    Person(TokenBucket bids) {
      this.bids = bids;
    }
  }

  private final int maxPerUser;
  private final int bidsPerSecond;
  private final LongSupplier nanos;
  private final Map<String, Person> people = new ConcurrentHashMap<>();

  public Tabs(int maxPerUser, int bidsPerSecond, LongSupplier nanos) {
    this.maxPerUser = maxPerUser;
    this.bidsPerSecond = bidsPerSecond;
    this.nanos = nanos;
  }

  /// False when the user has too many already; the connection is not counted then.
  boolean add(String user, Peer peer) {
    boolean[] added = {false};
    people.compute(
        user,
        (_, known) -> {
          Person person = known == null ? new Person(new TokenBucket(bidsPerSecond, nanos)) : known;
          synchronized (person) {
            added[0] = person.peers.size() < maxPerUser && person.peers.add(peer);
          }
          return person;
        });
    return added[0];
  }

  void remove(String user, Peer peer) {
    people.computeIfPresent(
        user,
        (_, person) -> {
          synchronized (person) {
            person.peers.remove(peer);
            return person.peers.isEmpty() ? null : person;
          }
        });
  }

  /// 0 when the user may bid, else the milliseconds until that.
  long takeBid(String user) {
    Person person = people.get(user);
    return person == null ? 0 : person.bids.take();
  }

  /// Tells a decision to the bidder's connections.
  public void answer(Decision decision) {
    tell(decision.by().id(), "bid:answer", AnswerWords.decided(decision));
  }

  private void tell(String user, String event, JsonNode argument) {
    Broadcast broadcast = Broadcast.of(event, argument);
    of(user).forEach(peer -> peer.send(broadcast));
  }

  /// Tells a decision to the bidder's connections but one, which has its answer.
  void answerOthers(Decision decision, Peer but) {
    Set<Peer> others = of(decision.by().id());
    if (others.size() > 1 || !others.contains(but)) {
      Broadcast broadcast = Broadcast.of("bid:answer", AnswerWords.decided(decision));
      others.stream().filter(peer -> !peer.equals(but)).forEach(peer -> peer.send(broadcast));
    }
  }

  private Set<Peer> of(String user) {
    Person person = people.get(user);
    if (person == null) {
      return Set.of();
    }
    synchronized (person) {
      return Set.copyOf(person.peers);
    }
  }
}
