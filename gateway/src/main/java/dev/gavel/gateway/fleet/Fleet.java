package dev.gavel.gateway.fleet;

import dev.gavel.gateway.shared.SharedRedis;
import io.lettuce.core.ScriptOutputType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The gateways that run now. Each says so every second; who is silent is gone.
///
/// Without Redis the last known ones stand: to forward to one that is gone fails by itself.
public final class Fleet implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

  static final Duration BEAT = Duration.ofSeconds(1);

  /// A gateway that was silent for this long is gone: everywhere after 6 s.
  static final Duration LIFE = Duration.ofSeconds(5);

  /// How long [#join] waits for Redis; a gateway starts without it too.
  static final Duration START_LIMIT = Duration.ofSeconds(2);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
  private static final String KEY = "gavel:gateways";
  private static final String SCRIPT = script();

  private final SharedRedis redis;
  private final String name;
  private final String instance = UUID.randomUUID().toString();
  private final URI address;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("fleet").factory());
  private volatile Map<String, URI> addresses = Map.of();
  private volatile boolean doubled;

  private Fleet(SharedRedis redis, String name, URI address) {
    this.redis = redis;
    this.name = name;
    this.address = address;
  }

  /// Enters this gateway. Waits for an entry of the same name that nobody renews (an earlier life
  /// of this gateway, killed) to fade.
  ///
  /// @param address where other gateways reach this one (scheme, host and port)
  /// @throws IllegalStateException when another gateway of this name runs
  public static Fleet join(SharedRedis redis, String name, URI address) {
    Fleet fleet = new Fleet(redis, name, address);
    fleet.enter();
    long every = BEAT.toMillis();
    var _ = fleet.clock.scheduleWithFixedDelay(fleet::beat, every, every, TimeUnit.MILLISECONDS);
    return fleet;
  }

  /// Where others reach a listener: its own address, or this host's when it listens everywhere.
  public static URI reachable(String listenAddress, int port) {
    try {
      InetAddress at = InetAddress.getByName(listenAddress);
      InetAddress host = at.isAnyLocalAddress() ? InetAddress.getLocalHost() : at;
      String text = host.getHostAddress();
      return URI.create(
          "http://" + (host instanceof Inet6Address ? "[" + text + "]" : text) + ":" + port);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException("this host has no address", e);
    }
  }

  private static String script() {
    try (InputStream in = Fleet.class.getResourceAsStream("fleet.lua")) {
      return new String(
          Objects.requireNonNull(in, "fleet.lua").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void enter() {
    long giveUp = System.nanoTime() + START_LIMIT.toNanos();
    Optional<String> first = Optional.empty();
    while (true) {
      Optional<List<String>> answer = run("beat");
      String status = answer.map(List::getFirst).orElse("away");
      if (status.equals("ok")) {
        return;
      }
      if (status.equals("away") && System.nanoTime() - giveUp > 0) {
        LOG.warn("gateway {} starts unknown to the others: Redis is away", name);
        return;
      }
      if (answer.isPresent()) {
        first = refuseRenewed(answer.get(), first);
      }
      pause();
    }
  }

  /// Another beat than before: somebody lives under our name.
  private Optional<String> refuseRenewed(List<String> answer, Optional<String> first) {
    String status = answer.getFirst();
    if (first.isPresent() && !first.get().equals(status)) {
      throw new IllegalStateException(
          "another gateway named \""
              + name
              + "\" runs at "
              + addresses.getOrDefault(name, address)
              + ": give each gateway a name of its own (setting gateway.name)");
    }
    return Optional.of(status);
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while joining the other gateways", e);
    }
  }

  private void beat() {
    Optional<List<String>> answer = run("beat");
    boolean taken = answer.filter(all -> !all.getFirst().equals("ok")).isPresent();
    if (taken && !doubled) {
      LOG.error("another gateway named {} runs at {}", name, addresses.get(name));
    }
    doubled = taken;
  }

  private Optional<List<String>> run(String step) {
    String[] keys = {KEY};
    String life = Long.toString(LIFE.toMillis());
    String[] values = {step, name, instance, address.toString(), life};
    Optional<List<String>> answer =
        redis
            .<List<Object>>ask(
                commands -> commands.eval(SCRIPT, ScriptOutputType.MULTI, keys, values))
            .map(list -> list.stream().map(String::valueOf).toList());
    answer.ifPresent(list -> addresses = read(list));
    return answer;
  }

  private static Map<String, URI> read(List<String> answer) {
    Map<String, URI> read = new HashMap<>();
    for (int i = 1; i + 1 < answer.size(); i += 2) {
      String entry = answer.get(i + 1);
      try {
        read.put(answer.get(i), URI.create(entry.substring(entry.lastIndexOf(' ') + 1)));
      } catch (IllegalArgumentException unreadable) {
        LOG.warn("the entry of gateway {} cannot be read", answer.get(i));
      }
    }
    return Map.copyOf(read);
  }

  /// Where a gateway is; empty when there is none of this name. Answers from memory.
  public Optional<URI> addressOf(String gatewayName) {
    return Optional.ofNullable(addresses.get(gatewayName));
  }

  /// Leaves at once: the others know within a second.
  @Override
  public void close() {
    clock.shutdownNow();
    run("leave");
  }
}
