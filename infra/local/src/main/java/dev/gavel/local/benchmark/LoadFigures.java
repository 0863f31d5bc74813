package dev.gavel.local.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Figures out of the load tool's report.
final class LoadFigures {
  private LoadFigures() {}

  /// Bids a second that were decided, and how long their answers took.
  static List<Figure> answers(JsonNode report) {
    return List.of(
        Figure.more("decided", report.at("/bids/decidedPerSecond").asDouble(), "/s"),
        Figure.less("answer p50", report.at("/answerMs/p50").asDouble(), "ms"),
        Figure.less("answer p99", report.at("/answerMs/p99").asDouble(), "ms"),
        Figure.less("unanswered", report.at("/bids/unanswered").asDouble(), "bids"));
  }

  /// Cores of the system, of it a bid, and what the generator and others took of the machine.
  static List<Figure> cores(JsonNode report) {
    double cores = report.at("/system/cores").asDouble();
    double decided = Math.max(1, report.at("/bids/decidedPerSecond").asDouble());
    return List.of(
        Figure.less("cores, system", cores, "cores"),
        Figure.less("CPU a decided bid", 1_000 * cores / decided, "ms"),
        Figure.plain("cores, generator", report.at("/generator/cores").asDouble(), "cores"),
        Figure.plain("cores, others", report.at("/machine/others").asDouble(), "cores"));
  }

  /// What viewers were told, when, and what they missed.
  static List<Figure> deliveries(JsonNode report) {
    double wrong =
        report.at("/viewers/gaps").asDouble()
            + report.at("/viewers/duplicates").asDouble()
            + report.at("/viewers/disagreements").asDouble()
            + report.at("/viewers/behind").asDouble();
    return List.of(
        Figure.less("log to viewer p50", report.at("/deliveryMs/p50").asDouble(), "ms"),
        Figure.less("log to viewer p99", report.at("/deliveryMs/p99").asDouble(), "ms"),
        Figure.more("updates to viewers", report.at("/viewers/factsPerSecond").asDouble(), "/s"),
        Figure.plain("updates a socket read", report.at("/viewers/factsPerRead").asDouble(), ""),
        Figure.less("updates missed or doubled", wrong, "updates"),
        Figure.less("sockets lost", lost(report), "sockets"));
  }

  /// What gateways refused by themselves.
  static List<Figure> shed(JsonNode report) {
    double shed = report.at("/refusedByGatewayMs/count").asDouble();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.plain("shed", shed / report.at("/seconds").asDouble(), "/s"));
    if (shed > 0) {
      figures.add(
          Figure.less("shed answer p50", report.at("/refusedByGatewayMs/p50").asDouble(), "ms"));
      figures.add(
          Figure.less("shed answer p99", report.at("/refusedByGatewayMs/p99").asDouble(), "ms"));
    }
    return figures;
  }

  static double lost(JsonNode report) {
    double lost = 0;
    for (JsonNode each : report.at("/viewers/lost")) {
      lost += each.asDouble();
    }
    return lost;
  }
}
