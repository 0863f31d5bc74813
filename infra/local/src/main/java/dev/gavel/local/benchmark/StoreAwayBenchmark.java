package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.TcpGate;
import dev.gavel.local.load.Disturbance;
import dev.gavel.local.load.Load;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The store goes away under 500 bids a second and comes back: what is lost, and how long it takes
/// until all is as usual.
final class StoreAwayBenchmark implements Benchmark {
  private static final int BEFORE_SECONDS = 10;
  private static final int AFTER_SECONDS = 45;

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    int awayS = setting.sizes().awaySeconds;
    try (BackendProcess servers =
            BackendProcess.start(setting.checkout(), setting.unused("away-servers"));
        TcpGate gate = gateTo(servers.mongo());
        LocalRun system = system(setting, servers, gate)) {
      Disturbance away =
          over -> {
            TimeUnit.SECONDS.sleep(BEFORE_SECONDS);
            gate.shut();
            TimeUnit.SECONDS.sleep(awayS);
            gate.reopen();
            over.run();
          };
      JsonNode report = load(away, system, setting.sizes());
      return List.of(measurement(awayS, report));
    }
  }

  private static TcpGate gateTo(String mongo) throws java.io.IOException {
    TcpGate gate = new TcpGate();
    URI uri = URI.create(mongo);
    gate.leadTo(uri.getHost(), uri.getPort());
    return gate;
  }

  private static LocalRun system(Setting setting, BackendProcess servers, TcpGate gate)
      throws Exception {
    return LocalRun.start(
        setting.checkout(),
        setting.unused("away"),
        List.of(
            "--external",
            "--kafka",
            servers.kafka(),
            "--redis",
            servers.redis(),
            "--mongo",
            gate.uri("mongodb"),
            "--users",
            "400",
            "--rooms",
            "10"));
  }

  private static JsonNode load(Disturbance away, LocalRun system, BenchmarkSizes sizes)
      throws Exception {
    return Load.run(
        away,
        "hot",
        "--data",
        system.data().toString(),
        "--viewers",
        "200",
        "--rate",
        "500",
        "--warm-seconds",
        Integer.toString(sizes.warmSeconds / 2),
        "--seconds",
        Integer.toString(BEFORE_SECONDS + sizes.awaySeconds + AFTER_SECONDS));
  }

  private static Measurement measurement(int awayS, JsonNode report) {
    double sent = report.at("/bids/sent").asDouble();
    return Measurement.of(
        "store away",
        awayS + " s",
        Figure.less("answers lost", report.at("/bids/unanswered").asDouble(), "bids"),
        Figure.less("sockets lost", LoadFigures.lost(report), "sockets"),
        Figure.less("caught up after", report.at("/normalAfterSeconds").asDouble(), "s"),
        Figure.plain("bids sent", sent, "bids"),
        Figure.plain("decided", report.at("/bids/decided").asDouble(), "bids"),
        Figure.plain("answered later", report.at("/bids/lateAnswers").asDouble(), "bids"),
        Figure.plain("shed", report.at("/refusedByGatewayMs/count").asDouble(), "bids"));
  }
}
