package dev.gavel.gateway.people;

import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Naming;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory: who a user is, from a bounded cache in front of the [Register]. Many who ask at
/// once share one read, so that a thousand reconnecting clients cost a few reads, not a thousand.
///
/// A label is made of what is cached, however old, and what is old is read again aside: only a name
/// that was never read is waited for, and never in a room's turn.
public final class People {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  /// Redis channel on which each message is the id of a user that was changed or erased.
  public static final String CHANGES = "gavel:users:changed";

  /// Persons that are kept; whoever was not asked for the longest gives way.
  static final int MAX_KEPT = 20_000;

  /// A person, or that there is none, is believed this long. A changed name shows after it.
  static final long KEPT_MS = 60_000;

  /// Opening a room waits at most this long for the names in it.
  static final long LABEL_MS = 300;

  /// What a room is told waits at most this long for a name that was never read here.
  static final long SOON_MS = 100;

  /// After a name did not come in time, or could not be read, names are not waited for so long, and
  /// asked for once.
  static final long PAUSE_MS = 1_000;

  /// Who connects waits at most this long; a signed token is then believed.
  static final long FIND_MS = 1_000;

  private record Kept(Optional<Person> person, long untilMs) {}

  private final Register register;
  private final LabelPolicy policy;
  private final LongSupplier clock;
  private final Map<String, Kept> cache =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > MAX_KEPT;
        }
      };
  private Map<String, CompletableFuture<Optional<Person>>> asked = new HashMap<>();
  private boolean asking;
  private boolean isTroubled;
  private volatile long pausedUntilMs = Long.MIN_VALUE;

  public People(Register register, LabelPolicy policy, LongSupplier clockMs) {
    this.register = register;
    this.policy = policy;
    this.clock = clockMs;
  }

  /// The user with this id. While MongoDB is away or slow, a user that was known before still is.
  public Optional<Person> find(String id) throws ViewAway {
    try {
      return ask(id).get(FIND_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Kept stale = kept(id);
      if (stale != null) {
        return stale.person();
      }
      throw e.getCause() instanceof ViewAway away ? away : new ViewAway("reading users", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewAway("reading users", e);
    }
  }

  /// Reads many at once, so that their labels are there when they are needed. Waits at most
  /// [#LABEL_MS], and not at all while names do not come.
  public void warm(Collection<String> ids) {
    try {
      soon(ids, LABEL_MS).get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("it never fails", impossible);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Completes when all of these have been read at least once, at [#SOON_MS] at the latest, and at
  /// once while names do not come. Never fails.
  public CompletableFuture<Void> soon(Collection<String> ids) {
    return soon(ids, SOON_MS);
  }

  private CompletableFuture<Void> soon(Collection<String> ids, long limitMs) {
    List<CompletableFuture<Optional<Person>>> unread =
        ids.stream().distinct().filter(id -> kept(id) == null).map(this::askAside).toList();
    if (unread.stream().allMatch(CompletableFuture::isDone) || isPaused()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Boolean> read =
        CompletableFuture.allOf(unread.toArray(CompletableFuture[]::new))
            .handle((_, _) -> true)
            .completeOnTimeout(false, limitMs, TimeUnit.MILLISECONDS);
    return read.thenAccept(inTime -> {
      if (!inTime) {
        pause();
      }
    });
  }

  private boolean isPaused() {
    return clock.getAsLong() < pausedUntilMs;
  }

  private void pause() {
    pausedUntilMs = clock.getAsLong() + PAUSE_MS;
  }

  /// Names for a room's texts.
  ///
  /// @param paddle the paddle number of a bidder in that room
  public Naming naming(String room, Function<String, Optional<Integer>> paddle) {
    Labels labels = new Labels(policy, room);
    return bidder -> labels.of(bidder, paddle.apply(bidder), () -> known(bidder));
  }

  /// What is cached of a user, however old. What is old, or was never read, is read aside.
  private Optional<Person> known(String id) {
    var _ = askAside(id);
    Kept kept = kept(id);
    return kept == null ? Optional.empty() : kept.person();
  }

  /// As [#ask], but for no read at all while names do not come.
  private CompletableFuture<Optional<Person>> askAside(String id) {
    return isPaused() ? CompletableFuture.completedFuture(Optional.empty()) : ask(id);
  }

  private synchronized @Nullable Kept kept(String id) {
    return cache.get(id);
  }

  private synchronized CompletableFuture<Optional<Person>> ask(String id) {
    Kept kept = cache.get(id);
    if (kept != null && clock.getAsLong() < kept.untilMs()) {
      return CompletableFuture.completedFuture(kept.person());
    }
    CompletableFuture<Optional<Person>> answer =
        asked.computeIfAbsent(id, _ -> new CompletableFuture<>());
    if (!asking) {
      asking = true;
      Thread.ofVirtual().name("people").start(this::answerAll);
    }
    return answer;
  }

  /// Reads until nobody asks; whoever asks meanwhile is in the next read.
  private void answerAll() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      List<String> ids = new ArrayList<>(batch.keySet());
      for (int from = 0; from < ids.size(); from += Register.MAX_IDS) {
        answer(ids.subList(from, Math.min(ids.size(), from + Register.MAX_IDS)), batch);
      }
    }
  }

  private synchronized Map<String, CompletableFuture<Optional<Person>>> next() {
    Map<String, CompletableFuture<Optional<Person>>> batch = asked;
    asked = new HashMap<>();
    asking = !batch.isEmpty();
    return batch;
  }

  private void answer(List<String> ids, Map<String, CompletableFuture<Optional<Person>>> waiting) {
    try {
      Map<String, Person> found = register.find(ids);
      keep(ids, found);
      isTroubled = false;
      ids.forEach(id -> done(waiting, id, Optional.ofNullable(found.get(id))));
    } catch (ViewAway | RuntimeException away) {
      if (!isTroubled) {
        LOG.warn("users cannot be read: {}", away.toString());
      }
      isTroubled = true;
      pause();
      ids.forEach(
          id -> Optional.ofNullable(waiting.get(id)).ifPresent(w -> w.completeExceptionally(away)));
    }
  }

  private static void done(
      Map<String, CompletableFuture<Optional<Person>>> waiting, String id, Optional<Person> who) {
    Optional.ofNullable(waiting.get(id)).ifPresent(answer -> answer.complete(who));
  }

  private synchronized void keep(List<String> ids, Map<String, Person> found) {
    long untilMs = clock.getAsLong() + KEPT_MS;
    ids.forEach(id -> cache.put(id, new Kept(Optional.ofNullable(found.get(id)), untilMs)));
  }

  /// Forgets a user at once (changed, or erased): every gateway does, when one tells it.
  public synchronized void forget(String id) {
    cache.remove(id);
  }
}
