package dev.gavel.gateway.sessions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.gavel.gateway.auth.Revocations;
import dev.gavel.gateway.auth.TokenId;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.words.Complaint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Ends connections when they may no longer be who they are: at their token's end, and at logout.
/// The client then comes back by itself, and is told at the door what has become of it.
public final class Sessions implements Revocations, AutoCloseable {
  /// Life of a session's key in Redis, renewed while one of its connections is open.
  public static final Duration SESSION_LIFE = Duration.ofMinutes(30);

  static final Duration KEEP_EVERY = Duration.ofMinutes(5);

  /// How long before a token's end its connection is told.
  public static final Duration WARNING = Duration.ofMinutes(1);

  /// Who comes in with a token that is over, as far as clocks may differ, may stay this long.
  static final Duration LEEWAY = Duration.ofSeconds(5);

  /// Tokens taken back that are remembered; the shared store remembers as many. Beyond these, new
  /// ones end their connections, but live on to their end.
  static final int MAX_REVOKED = 2 * RedisSessionStore.MAX_LOGOUTS;

  private final SessionStore store;
  private final Map<String, Set<Peer>> bySession = new ConcurrentHashMap<>();
  private final Map<Peer, List<ScheduledFuture<?>>> timers = new ConcurrentHashMap<>();
  private final Map<String, Long> revokedUntilMs = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor clock;

  public Sessions(SessionStore store) {
    this.store = store;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().daemon().name("sessions").factory(),
            new ThreadPoolExecutor.DiscardPolicy()); // after the end nobody's end is waited for
    clock.setRemoveOnCancelPolicy(true);
    long every = KEEP_EVERY.toMillis();
    var _ = clock.scheduleWithFixedDelay(this::keepAll, every, every, TimeUnit.MILLISECONDS);
    store.listen(this::heard);
  }

  /// A connection is open: its end is waited for from now on.
  public void opened(Peer peer) {
    bySession.compute(
        peer.identity().sessionId(),
        (_, peers) -> {
          Set<Peer> all = peers == null ? ConcurrentHashMap.newKeySet() : peers;
          all.add(peer);
          return all;
        });
    if (peer.identity() instanceof Identity.Known known) {
      store.keep(known.sessionId(), known.userId());
      timers.put(peer, timers(peer, known));
    }
    // A logout may have been heard between the door and here.
    if (TokenId.of(peer.handshake()).filter(this::revoked).isPresent()) {
      peer.closeTransport(Complaint.TOKEN_REVOKED.name());
    }
  }

  private List<ScheduledFuture<?>> timers(Peer peer, Identity.Known known) {
    long leftMs = known.expiresAtMs() - System.currentTimeMillis();
    long warnMs = Math.max(0, leftMs - WARNING.toMillis());
    long endMs = leftMs > 0 ? leftMs : leftMs + LEEWAY.toMillis();
    return List.of(
        clock.schedule(() -> warn(peer, known), warnMs, TimeUnit.MILLISECONDS),
        clock.schedule(
            () -> peer.closeTransport(Complaint.TOKEN_EXPIRED.name()),
            Math.max(0, endMs),
            TimeUnit.MILLISECONDS));
  }

  private static void warn(Peer peer, Identity.Known known) {
    peer.emit(
        "token:expiring",
        List.of(JsonNodeFactory.instance.objectNode().put("expiresAtMs", known.expiresAtMs())));
  }

  /// A connection has ended.
  public void gone(Peer peer) {
    bySession.computeIfPresent(
        peer.identity().sessionId(),
        (_, peers) -> {
          peers.remove(peer);
          return peers.isEmpty() ? null : peers;
        });
    List<ScheduledFuture<?>> waiting = timers.remove(peer);
    if (waiting != null) {
      waiting.forEach(timer -> timer.cancel(false));
    }
  }

  /// Ends every connection of the session, on every gateway. Tokens stay good: this is for a
  /// session alone, which grants nothing and so takes nothing away.
  public void logout(String sessionId) {
    long now = System.currentTimeMillis();
    announce(new Logout(sessionId, Optional.empty(), Optional.empty(), now, now));
  }

  /// Ends every connection of this user's session, on every gateway, and takes back the token that
  /// `request` came with: it opens no door any more. Does nothing for who is not logged in.
  public void logout(Identity who, Handshake request) {
    if (who instanceof Identity.Known known) {
      announce(
          new Logout(
              known.sessionId(),
              Optional.of(known.userId()),
              TokenId.of(request),
              known.expiresAtMs() + LEEWAY.toMillis(),
              System.currentTimeMillis()));
    }
  }

  /// Here at once, whether or not the others can be told.
  private void announce(Logout logout) {
    heard(logout);
    store.announce(logout);
  }

  private void heard(Logout logout) {
    remember(logout);
    for (Peer peer : bySession.getOrDefault(logout.session(), Set.of())) {
      if (meant(logout, peer)) {
        peer.closeTransport(Complaint.TOKEN_REVOKED.name());
      }
    }
  }

  /// Who logged in anew since then is left alone.
  private static boolean meant(Logout logout, Peer peer) {
    boolean same =
        logout.user().isEmpty()
            || (peer.identity() instanceof Identity.Known known
                && known.userId().equals(logout.user().get()));
    boolean sameToken =
        logout.tokenId().isPresent() && TokenId.of(peer.handshake()).equals(logout.tokenId());
    return same && (sameToken || peer.handshake().atMs() <= logout.atMs());
  }

  private void remember(Logout logout) {
    boolean lives = logout.untilMs() > System.currentTimeMillis();
    if (lives && logout.tokenId().isPresent() && revokedUntilMs.size() < MAX_REVOKED) {
      revokedUntilMs.put(logout.tokenId().get(), logout.untilMs());
    }
  }

  /// Connections whose end is waited for.
  int waitedFor() {
    return bySession.values().stream().mapToInt(Set::size).sum();
  }

  @Override
  public boolean revoked(String tokenId) {
    return revokedUntilMs.containsKey(tokenId);
  }

  private void keepAll() {
    long now = System.currentTimeMillis();
    revokedUntilMs.values().removeIf(until -> until < now);
    for (Peer peer : timers.keySet()) {
      if (peer.identity() instanceof Identity.Known known) {
        store.keep(known.sessionId(), known.userId());
      }
    }
  }

  /// Connections stay; their ends are waited for no more.
  @Override
  public void close() {
    clock.shutdownNow();
    store.close();
  }
}
