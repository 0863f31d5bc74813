package dev.gavel.gateway.store;

import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerException;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Calls of MongoDB that wait for the answer, each for at most its limit. While the database does
/// not answer they fail at once ([CircuitBreaker]). Made for virtual threads; thread-safe.
public final class MongoCalls {
  /// A call that takes longer has failed: the one who waits is a person at a page. Fixed.
  public static final Duration LIMIT = Duration.ofSeconds(3);

  private final MongoDatabase database;
  private final Duration limit;
  private final List<CircuitBreaker> breakers;

  /// Calls of at most [#LIMIT]. All that a gateway asks of a database goes through one of these.
  public MongoCalls(MongoDatabase database) {
    this(database, LIMIT, List.of(new CircuitBreaker(System::nanoTime)));
  }

  private MongoCalls(MongoDatabase database, Duration limit, List<CircuitBreaker> breakers) {
    this.database = database;
    this.limit = limit;
    this.breakers = breakers;
  }

  /// The same database for callers who do without an answer that takes longer. Too slow for them is
  /// not too slow for others, so they have a breaker of their own besides.
  public MongoCalls within(Duration shorter) {
    List<CircuitBreaker> both = new ArrayList<>(breakers);
    both.add(new CircuitBreaker(System::nanoTime));
    return new MongoCalls(database, shorter, List.copyOf(both));
  }

  public MongoCollection<Document> collection(String name) {
    return database.getCollection(name);
  }

  /// The first of what is published.
  public <T> Optional<T> first(String doing, Publisher<T> publisher) throws ViewAway {
    return await(doing, Mono.from(publisher));
  }

  /// All of what is published.
  public <T> List<T> all(String doing, Publisher<T> publisher) throws ViewAway {
    return await(doing, Flux.from(publisher).collectList()).orElse(List.of());
  }

  private <T> Optional<T> await(String doing, Mono<T> mono) throws ViewAway {
    admit(doing);
    try {
      Optional<T> answer = mono.blockOptional(limit);
      breakers.forEach(CircuitBreaker::succeeded);
      return answer;
    } catch (MongoException failed) {
      breakers.forEach(answered(failed) ? CircuitBreaker::succeeded : CircuitBreaker::failed);
      throw new ViewAway(doing, failed);
    } catch (RuntimeException failed) {
      // Reactor says a time-out with an IllegalStateException, an interrupt by its cause.
      boolean interrupted = failed.getCause() instanceof InterruptedException;
      if (!interrupted && failed instanceof IllegalStateException) {
        breakers.getLast().failed();
      }
      breakers.forEach(CircuitBreaker::abandoned);
      if (interrupted || failed instanceof IllegalStateException) {
        throw new ViewAway(doing, failed);
      }
      throw failed;
    }
  }

  private static boolean answered(MongoException failed) {
    return failed instanceof MongoServerException && !(failed instanceof MongoNotPrimaryException);
  }

  private void admit(String doing) throws ViewAway {
    for (int at = 0; at < breakers.size(); at++) {
      if (!breakers.get(at).admits()) {
        breakers.subList(0, at).forEach(CircuitBreaker::abandoned);
        throw new ViewAway(doing, new IllegalStateException("it did not answer a moment ago"));
      }
    }
  }
}
