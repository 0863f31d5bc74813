package dev.gavel.bids.work;

import dev.gavel.backends.Backends;
import dev.gavel.bids.Settings;
import dev.gavel.bids.log.KafkaClients;
import dev.gavel.bids.results.RedisAnnouncer;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.bids.store.MongoProjectionStore;
import dev.gavel.bids.store.ProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Names;
import dev.gavel.model.RoomCommand;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What a worker alone decides: a topic that is full already, with everything in this JVM but
/// Redis. `WorkerBenchmark COMMANDS ROOMS [memory|disk] [FOLDER]`.
public final class WorkerBenchmark {
  private static final long PROGRESS_MS = 5;

  private WorkerBenchmark() {}

  public static void main(String[] args) throws Exception {
    int commands = Integer.parseInt(args[0]);
    int rooms = Integer.parseInt(args[1]);
    boolean disk = args.length > 2 && args[2].equals("disk");
    Path folder =
        args.length > 3 ? Path.of(args[3]) : Files.createTempDirectory("worker-benchmark");
    try (Backends backends = Backends.start(folder, disk)) {
      fill(backends.kafkaBootstrap(), commands, rooms);
      measure(backends, commands, rooms, disk);
    }
    System.exit(0);
  }

  private static void fill(String kafka, int commands, int rooms) {
    CommandCodec codec = new CommandCodec();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "20"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      long end = System.currentTimeMillis() + 36_000_000;
      for (int room = 0; room < rooms; room++) {
        send(producer, codec, Commands.open("room" + room, 1, end));
      }
      for (int i = rooms; i < commands; i++) {
        long amount = 100_000 + 5_000_000L * (i / rooms);
        send(producer, codec, Commands.bid("room" + i % rooms, "b" + i % 200, "c" + i, amount));
      }
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, CommandCodec codec, RoomCommand command) {
    var _ =
        producer.send(new ProducerRecord<>(Names.COMMANDS, command.room(), codec.write(command)));
  }

  private static void measure(Backends backends, int commands, int rooms, boolean disk)
      throws InterruptedException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Condition condition = new Condition();
    WorkerMeters meters = new WorkerMeters(registry, condition);
    Settings.Limits limits = Settings.Limits.DEFAULT;
    KafkaClients clients =
        new KafkaClients(
            backends.kafkaBootstrap(),
            "bench",
            "bench",
            Names.COMMANDS,
            6_000,
            limits.batchCommands());
    try (ProjectionStore store =
            disk
                ? MongoProjectionStore.open(backends.mongoUri(), Names.DATABASE)
                : new MemoryProjectionStore();
        RedisAnnouncer announcer = RedisAnnouncer.open(backends.redisUri(), meters::dropped);
        RunningWorker _ =
            new RunningWorker(clients, store, announcer, condition, meters, limits.worker())) {
      report(registry, commands, rooms, disk);
    }
  }

  private static void report(SimpleMeterRegistry registry, int commands, int rooms, boolean disk)
      throws InterruptedException {
    while (published(registry) == 0) {
      Thread.sleep(PROGRESS_MS);
    }
    long beganNanos = System.nanoTime();
    long cpuNanos = cpuNanos();
    long before = published(registry);
    while (published(registry) < commands) {
      Thread.sleep(PROGRESS_MS);
    }
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    PrintStream out = System.out;
    out.printf(
        "%d commands, %d rooms, store %s: %.0f decided/s in %.1f s, CPU %.1f s of this JVM%n",
        commands,
        rooms,
        disk ? "stand-in on disk" : "in memory",
        (commands - before) / seconds,
        seconds,
        (cpuNanos() - cpuNanos) / 1e9);
    sizes(out, registry);
    registry.get("gavel_commit_seconds").timers().forEach(timer -> stage(out, timer));
    stage(out, registry.get("gavel_decide_seconds").timer());
  }

  private static void sizes(PrintStream out, SimpleMeterRegistry registry) {
    HistogramSnapshot sizes = registry.get("gavel_batch_commands").summary().takeSnapshot();
    out.printf("batches %d, mean %.0f, largest %.0f%n", sizes.count(), sizes.mean(), sizes.max());
    double below = 0;
    for (CountAtBucket bucket : sizes.histogramCounts()) {
      if (bucket.count() > below) {
        out.printf("  up to %5.0f commands: %5.0f%n", bucket.bucket(), bucket.count() - below);
      }
      below = bucket.count();
    }
  }

  private static void stage(PrintStream out, Timer timer) {
    out.printf(
        "%-9s %6d times, mean %7.2f ms, longest %7.1f ms, all %6.1f s%n",
        Objects.requireNonNullElse(timer.getId().getTag("stage"), "decide"),
        timer.count(),
        timer.mean(TimeUnit.MILLISECONDS),
        timer.max(TimeUnit.MILLISECONDS),
        timer.totalTime(TimeUnit.SECONDS));
  }

  private static long published(SimpleMeterRegistry registry) {
    return registry.get("gavel_append_to_published_seconds").timer().count();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
