package dev.gavel.local.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.local.compare.Contender.Cost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Not part of any build: `mvn -pl infra/local -am test -Dtest=FanoutComparison
/// -Dsurefire.failIfNoSpecifiedTests=false`, with `-Dcompare.sockets=1000` and
/// `-Dcompare.slices=12` (0 leaves the deliveries out), and `-Dcompare.idle=10000` for what an idle
/// socket holds; that many file descriptors must be allowed. All servers live at the same time and
/// work in short slices in random order, so that what else the machine does meets all of them
/// alike.
class FanoutComparison {
  private static final int SOCKETS = Integer.getInteger("compare.sockets", 1_000);
  private static final int SLICES = Integer.getInteger("compare.slices", 12);
  private static final int IDLE = Integer.getInteger("compare.idle", 0);
  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final List<String> KINDS = List.of("gavel", "ws", "socket.io");

  /// Connected before memory is looked at, so that code which is loaded once is not counted.
  private static final int WARM_SOCKETS = 200;

  private static final int[] IN_FLIGHT = {1, 4};

  @Test
  void cpuOfAMillionDeliveries() throws IOException, InterruptedException {
    Path folder = folder();
    List<Contender> contenders = new ArrayList<>();
    try {
      for (String kind : KINDS) {
        contenders.add(contender(kind, folder));
        contenders.getLast().connect(SOCKETS);
      }
      System.out.println(
          "| server | in flight | CPU s a million, p25 / median | of it not the kernel's | deliveries/s, median / best |");
      System.out.println("|---|---|---|---|---|");
      for (int inFlight : SLICES > 0 ? IN_FLIGHT : new int[0]) {
        Map<Contender, List<Cost>> costs = slices(contenders, inFlight);
        contenders.forEach(one -> print(one, inFlight, Objects.requireNonNull(costs.get(one))));
        assertThat(costs.values()).allSatisfy(each -> assertThat(each).hasSize(SLICES));
      }
    } finally {
      for (Contender contender : contenders) {
        contender.close();
      }
    }
  }

  /// One after the other: the client has file descriptors for one crowd.
  @Test
  void residentMemoryOfAnIdleSocket() throws IOException, InterruptedException {
    Path folder = folder();
    for (String kind : IDLE > 0 ? KINDS : List.<String>of()) {
      try (Contender contender = contender(kind, folder)) {
        contender.connect(WARM_SOCKETS);
        long before = contender.rssKb();
        contender.connect(IDLE);
        double each = (contender.rssKb() - before) / (double) IDLE;
        System.out.printf("| %s | %d idle | %.1f KB RSS a socket |%n", kind, IDLE, each);
        assertThat(each).isPositive();
      }
    }
  }

  private static Path folder() throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of("target", "compare").toAbsolutePath());
    install(folder);
    return folder;
  }

  private static Contender contender(String kind, Path folder) throws IOException {
    return kind.equals("gavel")
        ? gavel(folder)
        : new Contender(kind, folder, "node", "server.mjs", kind);
  }

  private static Map<Contender, List<Cost>> slices(List<Contender> contenders, int inFlight)
      throws IOException {
    Map<Contender, List<Cost>> costs = new HashMap<>();
    for (Contender contender : contenders) {
      contender.work(inFlight, 6 * SLICE_NANOS); // warm
    }
    List<Contender> order = new ArrayList<>(contenders);
    Random random = new Random(7);
    for (int slice = 0; slice < SLICES; slice++) {
      Collections.shuffle(order, random);
      for (Contender contender : order) {
        costs
            .computeIfAbsent(contender, _ -> new ArrayList<>())
            .add(contender.work(inFlight, SLICE_NANOS));
      }
    }
    return costs;
  }

  private static void print(Contender contender, int inFlight, List<Cost> costs) {
    double[] cpu = costs.stream().mapToDouble(Cost::cpuPerMillion).sorted().toArray();
    // Of all slices together: the kernel's clock is too coarse for one.
    double userS = costs.stream().mapToDouble(cost -> cost.cpu().userS()).sum();
    long deliveries = costs.stream().mapToLong(Cost::deliveries).sum();
    double[] rate = costs.stream().mapToDouble(c -> c.deliveries() / c.wallS()).sorted().toArray();
    System.out.printf(
        "| %s | %d | %.2f / %.2f | %.2f | %,.0f / %,.0f |%n",
        contender.name,
        inFlight,
        cpu[cpu.length / 4],
        cpu[cpu.length / 2],
        userS * 1e6 / deliveries,
        rate[rate.length / 2],
        rate[rate.length - 1]);
  }

  private static Contender gavel(Path folder) throws IOException {
    return new Contender(
        "gavel",
        folder,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        // Left to itself a JVM begins with 1/64 of the machine. On a large one the garbage of all
        // handshakes stays there uncollected, and would be counted as the sockets'.
        "-Xms128m",
        "-Xmx512m",
        "-XX:+UseG1GC",
        "-XX:+UseCompactObjectHeaders",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.gavel.local.compare.FanoutServer");
  }

  private static void install(Path folder) throws IOException, InterruptedException {
    for (String file : List.of("package.json", "server.mjs")) {
      try (InputStream in = FanoutComparison.class.getResourceAsStream("/compare/" + file)) {
        Files.copy(
            Objects.requireNonNull(in, file),
            folder.resolve(file),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(folder.resolve("node_modules/socket.io"))) {
      int rc =
          new ProcessBuilder(
                  "npm", "install", "--no-save", "--no-audit", "--no-fund", "ws@8", "socket.io@4.8")
              .directory(folder.toFile())
              .inheritIO()
              .start()
              .waitFor();
      assertThat(rc).as("npm install").isZero();
    }
  }
}
