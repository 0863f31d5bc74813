package dev.gavel.gateway.api;

import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// MongoDB, asked by threads that wait. Only operations that MongoDB and its common substitutes
/// share.
final class Store {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final MongoDatabase database;

  Store(MongoDatabase database) {
    this.database = database;
  }

  MongoCollection<Document> collection(String name) {
    return database.getCollection(name);
  }

  <T> Optional<T> first(Publisher<T> asked) throws Away {
    return waiting(Mono.from(asked));
  }

  /// At most `most`: what is asked for must say its own limit too.
  <T> List<T> list(Publisher<T> asked, int most) throws Away {
    return waiting(Flux.from(asked).take(most).collectList()).orElse(List.of());
  }

  private static <T> Optional<T> waiting(Mono<T> asked) throws Away {
    try {
      return asked.blockOptional(LIMIT);
    } catch (RuntimeException failed) {
      // Reactor says a time-out with an IllegalStateException, an interrupt by its cause.
      if (failed instanceof MongoException
          || failed instanceof IllegalStateException
          || failed.getCause() instanceof InterruptedException) {
        throw new Away("asking MongoDB", failed);
      }
      throw failed;
    }
  }
}
