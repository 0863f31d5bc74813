package dev.gavel.local.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// One run from the first seat to the last answer.
final class Run implements AutoCloseable {
  /// After the last bid: answers and facts under way may still arrive.
  static final long QUIET_LIMIT_S = 10;

  private static final long STAMPEDE_S = 5;
  private static final int SLOW_STEP = 20;

  private final LoadPlan plan;
  private final long quietLimitS;
  private final Target target;
  private final List<Board> boards;
  private final Tally tally = new Tally();
  private final Flights flights = new Flights();
  private final List<Loop> loops = new ArrayList<>();
  private final List<Bidder> bidders = new ArrayList<>();
  private final Crowd crowd;
  private Disturbance disturbance = Disturbance.NONE;

  Run(LoadPlan plan, Target target, List<Board> boards) throws IOException {
    this(plan, target, boards, QUIET_LIMIT_S);
  }

  /// @param quietLimitS how long answers may take after the last bid
  Run(LoadPlan plan, Target target, List<Board> boards, long quietLimitS) throws IOException {
    this.plan = plan;
    this.quietLimitS = quietLimitS;
    this.target = target;
    this.boards = boards;
    for (int i = 0; i < plan.loops(); i++) {
      loops.add(new Loop("load-" + i));
    }
    crowd = new Crowd(loops, target.ports(), plan.tongue());
    furnish();
  }

  /// What happens to the system while bids come; before [#go].
  void disturbedBy(Disturbance what) {
    disturbance = what;
  }

  /// Bidders first, each a person of its own as far as there are enough; viewers share the others.
  private void furnish() {
    List<String> tokens = target.tokens();
    String mark = Long.toString(System.currentTimeMillis(), 36) + "-";
    Seat.House house = new Seat.House(tally, flights, mark, crowd::settled);
    Bidder.Taste taste =
        plan.scenario() == Scenario.DUEL
            ? Tastes.duel(RoomsForLoad.DUEL_RISE)
            : Tastes.crowd(plan.winning());
    int people = tokens.size();
    int bidding = Math.min(plan.bidders(), Math.max(1, people - 1));
    for (int i = 0; i < plan.bidders(); i++) {
      Seat seat =
          new Seat(house, boards.get(i % boards.size()), i % bidding, tokens.get(i % bidding));
      bidders.add(new Bidder(seat, taste, plan.closedLoop(), tally));
      crowd.add(seat);
    }
    for (int i = 0; i < plan.rooms() * plan.viewers(); i++) {
      int user = people > bidding ? bidding + i % (people - bidding) : i % people;
      crowd.add(new Seat(house, boards.get(i % boards.size()), user, tokens.get(user)));
    }
  }

  /// Does it all.
  Report.Result go() throws InterruptedException {
    long began = System.nanoTime();
    if (plan.scenario() == Scenario.STAMPEDE) {
      crowd.stampede(TimeUnit.SECONDS.toNanos(STAMPEDE_S));
    } else {
      crowd.enter();
    }
    double enteringS = (System.nanoTime() - began) / 1e9;
    return measure(crowd.seated(), enteringS);
  }

  private Report.Result measure(int seatedAtFirst, double enteringS) throws InterruptedException {
    tally.measuring(true);
    warm();
    long lasts = lastsNanos();
    long sentBefore = flights.begun();
    long readBefore = reads();
    Offers offers = Offers.start(pace(), bidders, tally, lasts);
    Cost cost = Cost.begin(threads(offers), target.pid());
    disturb(lasts);
    offers.join();
    Cost.Spent spent = cost.end();
    long facts = tally.facts.sum();
    long decided = tally.decided.sum();
    long read = reads() - readBefore;
    long sent = flights.begun() - sentBefore;
    long unanswered = finish();
    Report.Ending ending =
        new Report.Ending(
            seatedAtFirst,
            crowd.seated(),
            enteringS,
            crowd.behind(),
            sent,
            unanswered,
            facts,
            decided,
            read);
    return new Report.Result(plan, tally, ending, spent, boards);
  }

  /// @return how many bids have no answer
  private long finish() throws InterruptedException {
    after();
    awaitQuiet();
    tally.notSent.add(bidders.stream().mapToInt(Bidder::owed).sum());
    tally.measuring(false);
    return countUnanswered();
  }

  /// Bids that are not measured: compilers and connections get to work.
  private void warm() throws InterruptedException {
    LoadPlan.Phases phases = plan.phases();
    if (phases.warmSeconds() > 0) {
      offer(phases.warmPerS(), phases.warmSeconds());
      awaitQuiet();
      tally.beginAnew();
    }
  }

  /// Bids at a rate that is no burden: when are they answered as usual again?
  private void after() throws InterruptedException {
    LoadPlan.Phases phases = plan.phases();
    if (phases.afterSeconds() > 0) {
      tally.recovery.begin(System.nanoTime());
      offer(phases.afterPerS(), phases.afterSeconds());
    }
  }

  private void offer(double perSecond, int seconds) throws InterruptedException {
    Pace pace = new Pace(Pace.steady(perSecond), plan.seed());
    Offers.start(pace, bidders, tally, TimeUnit.SECONDS.toNanos(seconds)).join();
  }

  private long reads() {
    return loops.stream().mapToLong(Loop::reads).sum();
  }

  /// A bid without an answer has waited until now at least: left out, the times would look best
  /// when most bids are lost.
  private long countUnanswered() {
    long now = System.nanoTime();
    flights.waiting().forEach(due -> tally.waited(due, now - due));
    return flights.open();
  }

  private Pace pace() {
    double peak = plan.offersPerS();
    return new Pace(
        plan.scenario() == Scenario.CLOSING
            ? Pace.closing(secondsToTheEnd(), peak)
            : Pace.steady(peak),
        plan.seed());
  }

  private long lastsNanos() {
    long seconds =
        plan.scenario() == Scenario.CLOSING
            ? Math.round(secondsToTheEnd()) + RoomsForLoad.CLOSING_TAIL_S
            : plan.seconds();
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  /// All rooms of a closing run end at the same moment; taking the seats took part of the time.
  private double secondsToTheEnd() {
    return Math.max(1, (boards.getFirst().endsAtMs() - System.currentTimeMillis()) / 1_000.0);
  }

  private List<LongSupplier> threads(Offers offers) {
    List<LongSupplier> all = new ArrayList<>();
    loops.forEach(loop -> all.add(loop::cpuNanos));
    all.add(offers::cpuNanos);
    return all;
  }

  private void disturb(long lastsNanos) throws InterruptedException {
    disturbance.happen(() -> tally.recovery.begin(System.nanoTime()));
    switch (plan.scenario()) {
      case RECONNECT -> {
        TimeUnit.NANOSECONDS.sleep(lastsNanos / 3);
        crowd.cutFirstGateway();
      }
      case SLOW -> crowd.stopReading(plan.bidders(), SLOW_STEP);
      case CALM, HOT, TOO_LOW, CLOSING, DUEL, STAMPEDE -> {
        // Undisturbed.
      }
    }
  }

  private void awaitQuiet() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(quietLimitS);
    while ((flights.open() > 0 || crowd.behind() > 0) && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    loops.forEach(Loop::close);
  }
}
