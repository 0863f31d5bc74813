package dev.gavel.local.load;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What a run found, as one line of JSON and as a picture.
final class Report {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// A generator whose busiest thread takes more than this, or that sends later than this while
  /// there are processors to be had, measured itself. On a full machine it is starved: it waits for
  /// its turn as the system does, and since times count from when a bid was due, they say so.
  private static final double MAX_BUSIEST = 0.85;

  private static final double MAX_LATE_MS = 25;

  /// How the room looked at the end.
  ///
  /// @param behind seats that had not heard everything
  /// @param sent bids that were sent
  /// @param unanswered bids of them without an answer
  /// @param facts told to viewers while bids were sent
  /// @param decided bids whose decision was told while bids were sent
  record Ending(
      int seatedAtFirst,
      int seated,
      double enteringS,
      int behind,
      long sent,
      long unanswered,
      long facts,
      long decided) {}

  record Result(LoadPlan plan, Tally tally, Ending ending, Cost.Spent spent, List<Board> boards) {
    /// Whether everybody sits, and heard everything once, in order, and all the same. Who does not
    /// read may be closed.
    boolean consistent() {
      return tally.gaps.sum() == 0
          && tally.duplicates.sum() == 0
          && tally.disagreements.sum() == 0
          && ending.behind() == 0
          && (ending.seated() == plan.seats() || plan.scenario() == Scenario.SLOW)
          && boards.stream().noneMatch(Board::closedEarly);
    }
  }

  private final Result result;

  Report(Result result) {
    this.result = result;
  }

  ObjectNode json() {
    LoadPlan plan = result.plan();
    ObjectNode root = JSON.createObjectNode();
    root.put("scenario", plan.scenario().word());
    root.put("rooms", plan.rooms());
    root.put("seats", plan.seats());
    root.put("bidders", plan.bidders());
    root.put("protocol", plan.tongue().name().toLowerCase(java.util.Locale.ROOT));
    root.put("loop", plan.closedLoop() ? "closed" : "open");
    root.put("seconds", round(result.spent().seconds()));
    root.put("consistent", result.consistent());
    bids(root.putObject("bids"));
    Tally tally = result.tally();
    times(root.putObject("answerMs"), tally.answers);
    times(root.putObject("answerFromSendMs"), tally.answersFromSend);
    times(root.putObject("shedMs"), tally.shed);
    times(root.putObject("deliveryMs"), tally.deliveries);
    times(root.putObject("joinMs"), tally.joins);
    times(root.putObject("returnMs"), tally.returns);
    viewers(root.putObject("viewers"));
    rooms(root);
    costs(root);
    return root;
  }

  private void bids(ObjectNode bids) {
    Tally tally = result.tally();
    bids.put("perSecond", round(result.plan().offersPerS()));
    Ending ending = result.ending();
    bids.put("sent", ending.sent());
    bids.put("notSent", tally.notSent.sum());
    bids.put("decided", tally.decided.sum());
    bids.put("decidedPerSecond", round(ending.decided() / result.spent().seconds()));
    bids.put("shed", tally.outcomes().getOrDefault(Outcomes.SHED, 0L));
    counts(bids.putObject("answers"), tally.outcomes());
    bids.put("pending", tally.pending.sum());
    bids.put("lateAnswers", tally.lateAnswers.sum());
    bids.put("unanswered", ending.unanswered());
  }

  private void viewers(ObjectNode viewers) {
    Tally tally = result.tally();
    Ending ending = result.ending();
    viewers.put("seatedAtFirst", ending.seatedAtFirst());
    viewers.put("seated", ending.seated());
    viewers.put("enteringSeconds", round(ending.enteringS()));
    viewers.put("facts", tally.facts.sum());
    viewers.put("factsPerSecond", round(ending.facts() / result.spent().seconds()));
    viewers.put("otherEvents", tally.others.sum());
    viewers.put("gaps", tally.gaps.sum());
    viewers.put("duplicates", tally.duplicates.sum());
    viewers.put("disagreements", tally.disagreements.sum());
    viewers.put("behind", ending.behind());
    viewers.put("early", tally.early.sum());
    viewers.put("notRecovered", tally.notRecovered.sum());
    counts(viewers.putObject("lost"), tally.losses());
  }

  private void rooms(ObjectNode root) {
    if (result.plan().scenario() == Scenario.CLOSING) {
      List<Board> boards = result.boards();
      root.putObject("closing")
          .put("extensions", boards.stream().mapToInt(Board::extensions).sum())
          .put("closed", boards.stream().filter(Board::closed).count())
          .put("closedEarly", boards.stream().filter(Board::closedEarly).count());
    }
  }

  private void costs(ObjectNode root) {
    Cost.Spent spent = result.spent();
    double lateMs = result.tally().lateness.getValueAtPercentile(99) / 1_000.0;
    ObjectNode own = root.putObject("generator");
    own.put("cores", round(spent.own()));
    own.put("busiestThread", round(spent.busiest()));
    own.put("sentLateP99Ms", round(lateMs));
    boolean late = lateMs > MAX_LATE_MS;
    own.put("bottleneck", spent.busiest() > MAX_BUSIEST || (late && !spent.full()));
    own.put("starved", late && spent.full());
    spent.system().ifPresent(cores -> root.putObject("system").put("cores", round(cores)));
    spent.machine().ifPresent(cores -> others(root, spent, cores));
  }

  /// What neither the system nor the generator took: on a quiet machine next to nothing.
  private static void others(ObjectNode root, Cost.Spent spent, double machine) {
    double ours = spent.own() + spent.system().orElse(0.0);
    root.putObject("machine")
        .put("cores", round(machine))
        .put("others", round(Math.max(0, machine - ours)));
  }

  private static void counts(ObjectNode where, Map<String, Long> counts) {
    counts.forEach(where::put);
  }

  private static void times(ObjectNode where, Histogram times) {
    if (times.getTotalCount() == 0) {
      return;
    }
    where.put("count", times.getTotalCount());
    where.put("mean", round(times.getMean() / 1_000));
    for (double share : new double[] {50, 90, 99, 99.9}) {
      String name = "p" + (share == 99.9 ? "999" : Long.toString((long) share));
      where.put(name, round(times.getValueAtPercentile(share) / 1_000.0));
    }
    where.put("max", round(times.getMaxValue() / 1_000.0));
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  String picture() {
    Tally tally = result.tally();
    LoadPlan plan = result.plan();
    String title =
        "Gavel %s: seats %d, rooms %d"
            .formatted(plan.scenario().word(), plan.seats(), plan.rooms());
    String figures =
        "%.0f bids/s offered, %.0f/s decided; %.0f facts/s to viewers; %s"
            .formatted(
                plan.offersPerS(),
                result.ending().decided() / result.spent().seconds(),
                result.ending().facts() / result.spent().seconds(),
                result.consistent() ? "no gap, no duplicate" : "NOT CONSISTENT");
    return Picture.of(
        title,
        figures,
        List.of(
            new Picture.Curve("응찰에서 답까지 bid to answer (from when it was due)", tally.answers),
            new Picture.Curve("보낸 뒤 답까지 the same from when it was sent", tally.answersFromSend),
            new Picture.Curve("기록에서 화면까지 log to viewer", tally.deliveries),
            new Picture.Curve("다시 들어오기까지 cut to seated again", tally.returns)));
  }
}
