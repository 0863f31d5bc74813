package dev.gavel.gateway.auth;

import io.helidon.common.configurable.Resource;
import io.helidon.security.jwt.SignedJwt;
import io.helidon.security.jwt.jwk.Jwk;
import io.helidon.security.jwt.jwk.JwkKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A JWKS document behind a URL: read at the start, every five minutes, and when a token names a
/// key that is not known. When it cannot be read, the keys stay as they were.
public final class RemoteKeys implements Keys, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteKeys.class);

  static final Duration RELOAD = Duration.ofMinutes(5);

  /// Unknown keys make us ask at most this often: anybody can name an unknown key.
  static final Duration RELOAD_AT_MOST_EVERY = Duration.ofSeconds(10);

  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int MAX_CHARS = 256 * 1024;

  private final URI url;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private final Duration atMostEvery;
  private final AtomicLong triedAtNs;
  private volatile JwkKeys keys = JwkKeys.builder().build();

  public RemoteKeys(URI url, ScheduledExecutorService timer) {
    this(url, timer, RELOAD, RELOAD_AT_MOST_EVERY);
  }

  RemoteKeys(URI url, ScheduledExecutorService timer, Duration reload, Duration atMostEvery) {
    this.url = url;
    this.atMostEvery = atMostEvery;
    this.triedAtNs = new AtomicLong(System.nanoTime());
    reload();
    long every = reload.toMillis();
    var _ = timer.scheduleWithFixedDelay(this::reload, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public Set<String> algorithms() {
    return Set.of("RS256", "ES256");
  }

  @Override
  public boolean verify(SignedJwt token) {
    Optional<String> name = token.getJwt().keyId();
    if (name.isEmpty()) {
      JwkKeys all = keys;
      return all.keys().size() == 1 && token.verifySignature(all, all.keys().getFirst()).isValid();
    }
    if (keys.forKeyId(name.get()).isEmpty() && mayTry()) {
      reload();
    }
    return keys.forKeyId(name.get()).isPresent() && token.verifySignature(keys).isValid();
  }

  private boolean mayTry() {
    long now = System.nanoTime();
    long last = triedAtNs.get();
    return now - last >= atMostEvery.toNanos() && triedAtNs.compareAndSet(last, now);
  }

  private void reload() {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(url).timeout(LIMIT).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 || answer.body().length() > MAX_CHARS) {
        LOG.warn("keys not reloaded: {} answered {}", url, answer.statusCode());
        return;
      }
      keys = publicKeysOf(answer.body());
    } catch (IOException | RuntimeException e) {
      LOG.warn("keys not reloaded from {}: {}", url, e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JwkKeys publicKeysOf(String document) {
    JwkKeys.Builder kept = JwkKeys.builder();
    for (Jwk key : JwkKeys.builder().resource(Resource.create("jwks", document)).build().keys()) {
      // A shared secret in a public document would let anybody sign.
      if (!key.keyType().equals(Jwk.KEY_TYPE_OCT)) {
        kept.addKey(key);
      }
    }
    return kept.build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
