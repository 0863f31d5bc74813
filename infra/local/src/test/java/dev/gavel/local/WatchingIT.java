package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Ports;
import dev.gavel.local.load.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A system under a little load, and what it says about itself. The scrape is left in
/// `target/scrape.txt`, where `infra/check.sh watching` looks for every name that an alert or a
/// dashboard uses.
class WatchingIT {
  @Test
  void aScrapeOfBothServicesUnderLoad(@TempDir Path folder) throws Exception {
    try (LocalSystem system = new LocalSystem(plan(folder), Progress.silent())) {
      JsonNode demo = system.start();
      JsonNode found =
          Load.run(
              ("reconnect --viewers 30 --bidders 10 --rate 30 --winning 0.3 --seconds 6"
                      + " --protocol both --data "
                      + folder)
                  .split(" ", -1));
      assertThat(found.path("consistent").asBoolean()).as("%s", found).isTrue();
      List<String> gateways = Scrape.of(demo, "gateways");
      List<String> workers = Scrape.of(demo, "workers");
      assertThat(gateways).hasSize(2).allSatisfy(WatchingIT::isAGateways);
      assertThat(workers).hasSize(2).allSatisfy(WatchingIT::isAWorkers);
      keep(gateways, workers);
    }
  }

  /// Counted once, as a histogram, and by nobody's name.
  private static void isAGateways(String scrape) {
    assertThat(scrape)
        .contains("gavel_bid_ack_seconds_bucket{stage=\"decided\"")
        .contains("gavel_notify_lag_seconds_bucket")
        .contains("gavel_redis_subscribed 1.0")
        .contains("gavel_results_followed 0.0")
        .doesNotContain("_total_total")
        .doesNotContain("6600aaaa");
  }

  private static void isAWorkers(String scrape) {
    assertThat(scrape)
        .contains("gavel_partitions 3.0")
        .contains("gavel_halted_partitions 0.0")
        .contains("gavel_decide_seconds_bucket")
        .doesNotContain("_total_total")
        .doesNotContain("6600aaaa");
  }

  private static void keep(List<String> gateways, List<String> workers) throws IOException {
    List<String> all = new ArrayList<>(gateways);
    all.addAll(workers);
    Path file = Path.of("target", "scrape.txt");
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, all);
  }

  private static Plan plan(Path folder) throws IOException {
    int port = Ports.free();
    while (!Ports.isFree(port) || !Ports.isFree(port + 1)) {
      port = Ports.free();
    }
    return new Plan(folder, false, port, 2, 2, 60, 1, false, 10, Optional.empty(), Optional.empty());
  }
}
