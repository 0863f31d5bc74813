package dev.gavel.gateway.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
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
  private static final String ANSWER = "bid:answer";
  private static final String LIMIT = "bid:limit";

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
  private volatile OwnDecisions own = OwnDecisions.none();

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

  /// From now on also told what is decided of users.
  void listen(OwnDecisions decisions) {
    own = decisions;
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

  /// Tells a decision to the connections of whoever asked for it, here and elsewhere, and to those
  /// of a bidder whose limit it is.
  public void answer(RoomCommand command, Decision decision) {
    answer(command, decision, AnswerWords.decided(decision));
  }

  /// @param answer the decision in words
  void answer(RoomCommand command, Decision decision, ObjectNode answer) {
    tell(command, decision, answer, _ -> true);
  }

  /// The same but for one connection of whoever asked, which has its answer.
  void answerOthers(RoomCommand command, Decision decision, ObjectNode answer, Peer but) {
    tell(command, decision, answer, peer -> !peer.equals(but));
  }

  private void tell(
      RoomCommand command, Decision decision, ObjectNode answer, Predicate<Peer> whom) {
    own.decided(command, decision);
    String user = decision.by().id();
    elsewhere.tell(user, answer.toString());
    tell(user, ANSWER, answer, whom);
    // A repeated command may be older than the limit that holds now.
    if (command.wish() instanceof Wish.Limit(String bidder, Amount.Exact(long minor))
        && decision.answer() instanceof Answer.Done
        && !decision.duplicate()) {
      ObjectNode limit = AnswerWords.limit(decision.room(), minor, decision.place());
      elsewhere.tell(bidder, LIMIT + " " + limit);
      tell(bidder, LIMIT, limit, _ -> true);
    }
  }

  private void tell(String user, String event, JsonNode json, Predicate<Peer> whom) {
    Broadcast broadcast = Broadcast.of(event, json);
    of(user).stream().filter(whom).forEach(peer -> peer.send(broadcast));
  }

  /// Another gateway has told this user's connections something: an answer's JSON, or `bid:limit`
  /// and its JSON. What cannot be read is dropped.
  public void heard(String user, String text) {
    boolean isLimit = text.startsWith(LIMIT);
    try {
      JsonNode json = JSON.readTree(isLimit ? text.substring(LIMIT.length()) : text);
      own.heard(user, json);
      tell(user, isLimit ? LIMIT : ANSWER, json, _ -> true);
    } catch (JsonProcessingException e) {
      LOG.warn("what another gateway tells a user is no JSON");
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
