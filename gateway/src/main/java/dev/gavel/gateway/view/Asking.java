package dev.gavel.gateway.view;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Waits for the driver's answers, each at most `limit`. Made for virtual threads.
public record Asking(Duration limit) {

  /// The first of what is published.
  public <T> Optional<T> first(String doing, Publisher<T> publisher) throws ViewAway {
    return await(doing, Mono.from(publisher));
  }

  /// All of what is published.
  public <T> List<T> all(String doing, Publisher<T> publisher) throws ViewAway {
    return await(doing, Flux.from(publisher).collectList()).orElse(List.of());
  }

  private <T> Optional<T> await(String doing, Mono<T> mono) throws ViewAway {
    try {
      return mono.blockOptional(limit);
    } catch (RuntimeException failed) {
      // Reactor says a time-out with an IllegalStateException, an interrupt by its cause.
      if (failed instanceof MongoException
          || failed instanceof IllegalStateException
          || failed.getCause() instanceof InterruptedException) {
        throw new ViewAway(doing, failed);
      }
      throw failed;
    }
  }
}
