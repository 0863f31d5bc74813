package dev.gavel.gateway.bids;

import dev.gavel.gateway.words.AnswerWords;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// What a command costs the gateway between its event and its answer, without sockets and servers:
/// a thread for the producer's callbacks, one for what Redis tells, both in this JVM. Prints the
/// processor time of the whole JVM for each command, at some rates; the first round warms up.
///
/// Run with the test classpath: `java -Xmx512m dev.gavel.gateway.bids.CommandPathCost`
final class CommandPathCost {
  private static final int SECONDS = 6;
  private static final int[] RATES = {2_000, 500, 2_000, 5_000, 20_000};

  private record Placed(RoomCommand command, CompletableFuture<CommandLog.Appended> end) {}

  private final LinkedBlockingQueue<Placed> producer = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Placed> redis = new LinkedBlockingQueue<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong chars = new AtomicLong();
  private long offsets;
  private long decided;

  private CommandPathCost() {}

  public static void main(String[] args) throws InterruptedException {
    new CommandPathCost().run();
    System.exit(0);
  }

  private void run() throws InterruptedException {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    LoggedCommands commands =
        new LoggedCommands(
            new LoggedCommands.Surroundings(log(), (_, _) -> Optional.empty(), (_, _) -> {}),
            new LoggedCommands.Workings(
                timer, AnswerLanes.ofThisMachine(), System::nanoTime, new Random(1)),
            new CommandMeters(new SimpleMeterRegistry()),
            250);
    Thread.ofPlatform().daemon().name("producer").start(() -> forEver(producer, this::place));
    Thread.ofPlatform()
        .daemon()
        .name("redis")
        .start(() ->
            forEver(
                redis, one -> commands.decided(MemoryLog.decision(one.command(), 0, decided++))));
    for (int rate : RATES) {
      round(commands, rate);
    }
  }

  private void round(LoggedCommands commands, int rate) throws InterruptedException {
    var os =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = os.getProcessCpuTime();
    long before = answered.get();
    long start = System.nanoTime();
    int total = rate * SECONDS;
    for (int i = 0; i < total; i++) {
      long due = start + i * 1_000_000_000L / rate;
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      var _ = commands.send(MemoryLog.bid("room", "c" + before + i)).thenAccept(this::render);
    }
    while (answered.get() - before < total) {
      Thread.sleep(1);
    }
    double us = (os.getProcessCpuTime() - cpu) / 1_000.0 / total;
    System.out.printf("%6d/s: %.1f us of processor a command%n", rate, us);
  }

  private void render(Outcome outcome) {
    if (outcome instanceof Outcome.Decided(var decision)) {
      chars.addAndGet(AnswerWords.decided(decision).toString().length());
    }
    answered.incrementAndGet();
  }

  private void place(Placed one) {
    one.end().complete(new CommandLog.Appended.At(new Place(0, offsets++)));
    redis.add(one);
  }

  private static <T> void forEver(LinkedBlockingQueue<T> from, Consumer<T> to) {
    try {
      while (true) {
        to.accept(from.take());
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private CommandLog log() {
    return new CommandLog() {
      @Override
      public OptionalInt partition(String room) {
        return OptionalInt.of(0);
      }

      @Override
      public CompletableFuture<Appended> append(RoomCommand command, int partition) {
        Placed placed = new Placed(command, new CompletableFuture<>());
        producer.add(placed);
        return placed.end();
      }

      @Override
      public boolean reachable() {
        return true;
      }
    };
  }
}
