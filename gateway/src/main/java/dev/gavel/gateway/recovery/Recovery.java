package dev.gavel.gateway.recovery;

import dev.gavel.gateway.shared.SharedRedis;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Connection state recovery of one gateway: keeps what its connections have, and ends those that
/// were taken over.
public final class Recovery implements AutoCloseable {
  /// As many as in an engine sid: nobody guesses one.
  private static final int PID_BYTES = 18;

  private final RecoveryStore store;
  private final Duration window;
  private final Map<String, Lifeline> living = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();
  private final Thread renewing;

  /// @param window how long a broken connection is kept
  Recovery(RecoveryStore store, Duration window) {
    this.store = store;
    this.window = window;
    store.listen(this::takenOver);
    this.renewing = Thread.ofVirtual().name("recovery").start(this::renew);
  }

  /// Over Redis, for all gateways.
  public static Recovery open(SharedRedis redis, Duration window) {
    return new Recovery(new RedisRecoveryStore(redis), window);
  }

  /// Something random that nobody has had.
  String mint() {
    byte[] bytes = new byte[PID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  RecoveryStore store() {
    return store;
  }

  /// For a connection that has ended.
  Duration window() {
    return window;
  }

  private Duration between() {
    return window.dividedBy(4);
  }

  /// For a connection that lives: long enough that one whose gateway is killed is kept for a whole
  /// window.
  Duration life() {
    return window.plus(between()).plus(between());
  }

  void lives(Lifeline line) {
    living.put(line.holder(), line);
  }

  void ended(Lifeline line) {
    living.remove(line.holder());
  }

  private void takenOver(String holder) {
    Lifeline line = living.get(holder);
    if (line != null) {
      Thread.ofVirtual().name("taken-over").start(line::takenOver);
    }
  }

  private void renew() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(between());
        store.renew(living.values().stream().map(Lifeline::pid).toList(), life());
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    renewing.interrupt();
    store.close();
  }
}
