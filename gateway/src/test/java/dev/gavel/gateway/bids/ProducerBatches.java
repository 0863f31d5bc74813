package dev.gavel.gateway.bids;

import com.sun.management.OperatingSystemMXBean;
import dev.gavel.backends.EmbeddedKafka;
import dev.gavel.backends.Topics;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Names;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// How many commands share a request, with and without a linger, at some rates: commands of one
/// room through the gateway's own producer settings to a broker in this JVM.
///
/// Run with the test classpath: `java -Xmx1g dev.gavel.gateway.bids.ProducerBatches`
final class ProducerBatches {
  private static final int SECONDS = 6;
  private static final int[] RATES = {5_000, 50, 500, 5_000, 15_000};

  private record Way(int lingerMs, boolean adaptive) {}

  private static final List<Way> WAYS =
      List.of(new Way(0, false), new Way(0, true), new Way(5, false));

  private ProducerBatches() {}

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("batches");
    EmbeddedKafka kafka = EmbeddedKafka.start(folder);
    Topics.ensure(kafka.bootstrap());
    for (int rate : RATES) {
      for (Way way : WAYS) {
        round(kafka.bootstrap(), rate, way);
      }
    }
    System.exit(0);
  }

  private static void round(String bootstrap, int rate, Way way) throws InterruptedException {
    Map<String, Object> config =
        new HashMap<>(KafkaCommandLog.producerConfig("batches", bootstrap));
    config.put(ProducerConfig.LINGER_MS_CONFIG, way.lingerMs());
    long[] tookNs = new long[rate * SECONDS];
    var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.partitionsFor(Names.COMMANDS);
      long cpu = os.getProcessCpuTime();
      try (AdaptiveLinger linger = new AdaptiveLinger()) {
        send(producer, way.adaptive() ? linger::send : Runnable::run, rate, tookNs);
      }
      producer.flush();
      double us = (os.getProcessCpuTime() - cpu) / 1_000.0 / tookNs.length;
      Arrays.sort(tookNs);
      System.out.printf(
          "%6d/s linger.ms %d%s: %.1f commands a request, acknowledged p50 %.1f p99 %.1f ms, %.0f"
              + " us of processor a command, broker included%n",
          rate,
          way.lingerMs(),
          way.adaptive() ? ", AdaptiveLinger" : "",
          tookNs.length / requests(producer),
          tookNs[tookNs.length / 2] / 1e6,
          tookNs[(int) (tookNs.length * 0.99)] / 1e6,
          us);
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, Executor way, int rate, long[] tookNs) {
    byte[] value = new CommandCodec().write(MemoryLog.bid("room-1", "a-usual-command-id"));
    long start = System.nanoTime();
    for (int i = 0; i < tookNs.length; i++) {
      long due = start + i * 1_000_000_000L / rate;
      for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
        LockSupport.parkNanos(due - now);
      }
      int n = i;
      long sentNs = System.nanoTime();
      var record = new ProducerRecord<>(Names.COMMANDS, 0, "room-1", value);
      way.execute(() -> {
        var _ = producer.send(record, (_, _) -> tookNs[n] = System.nanoTime() - sentNs);
      });
    }
  }

  private static double requests(KafkaProducer<String, byte[]> producer) {
    return producer.metrics().entrySet().stream()
        .filter(one -> one.getKey().name().equals("request-total"))
        .filter(one -> one.getKey().group().equals("producer-metrics"))
        .mapToDouble(one -> (double) one.getValue().metricValue())
        .sum();
  }
}
