package dev.gavel.gateway.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.model.Decision;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connections of each user here, and what is counted over all of them.
public final class Tabs {
  private static final Logger LOG = LoggerFactory.getLogger(Tabs.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
  private final Elsewhere elsewhere;
  private final Map<String, Person> people = new ConcurrentHashMap<>();

  /// For a gateway that stands alone.
  public Tabs(int maxPerUser, int bidsPerSecond, LongSupplier nanos) {
    this(maxPerUser, bidsPerSecond, nanos, Elsewhere.nowhere());
  }

  public Tabs(int maxPerUser, int bidsPerSecond, LongSupplier nanos, Elsewhere elsewhere) {
    this.maxPerUser = maxPerUser;
    this.bidsPerSecond = bidsPerSecond;
    this.nanos = nanos;
    this.elsewhere = elsewhere;
  }

  /// False when the user has too many already; the connection is not counted then.
  boolean add(String user, Peer peer) {
    boolean[] added = {false};
    people.compute(
        user,
        (_, known) -> {
          Person person = known == null ? newcomer(user) : known;
          synchronized (person) {
            added[0] = person.peers.size() < maxPerUser && person.peers.add(peer);
          }
          return person;
        });
    return added[0];
  }

  private Person newcomer(String user) {
    elsewhere.here(user);
    return new Person(new TokenBucket(bidsPerSecond, nanos));
  }

  void remove(String user, Peer peer) {
    people.computeIfPresent(
        user,
        (_, person) -> {
          synchronized (person) {
            person.peers.remove(peer);
            if (!person.peers.isEmpty()) {
              return person;
            }
          }
          elsewhere.gone(user);
          return null;
        });
  }

  /// 0 when the user may bid, else the milliseconds until that.
  long takeBid(String user) {
    Person person = people.get(user);
    return person == null ? 0 : person.bids.take();
  }

  /// Tells a decision to the bidder's connections, here and elsewhere.
  public void answer(Decision decision) {
    tell(decision, _ -> true);
  }

  /// Tells a decision to the bidder's connections but one, which has its answer.
  void answerOthers(Decision decision, Peer but) {
    tell(decision, peer -> !peer.equals(but));
  }

  private void tell(Decision decision, Predicate<Peer> whom) {
    String user = decision.by().id();
    ObjectNode answer = AnswerWords.decided(decision);
    elsewhere.tell(user, answer.toString());
    tell(user, answer, whom);
  }

  private void tell(String user, JsonNode answer, Predicate<Peer> whom) {
    Broadcast broadcast = Broadcast.of("bid:answer", answer);
    of(user).stream().filter(whom).forEach(peer -> peer.send(broadcast));
  }

  /// Another gateway has told an answer to this user's connections. What cannot be read is dropped.
  public void heard(String user, String answer) {
    try {
      tell(user, JSON.readTree(answer), _ -> true);
    } catch (JsonProcessingException e) {
      LOG.warn("an answer from another gateway is no JSON");
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
