package dev.gavel.local.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What larger machines would give, computed from a profile at the most that was decided: each bid
/// costs what it cost there, work spreads over all cores, and a thread that does its group's work
/// alone for a room has one core and no more.
final class CapacityModel implements Benchmark {
  private static final List<Integer> CORES = List.of(2, 8, 64);
  private static final double US = 1e6;

  /// Threads of which a room has one, and a partition another.
  private static final List<String> ONE_A_ROOM =
      List.of(ThreadGroups.DECIDING, ThreadGroups.STORING, ThreadGroups.STORE);

  /// Rooms are spread over as many partitions by the local system.
  private static final int PARTITIONS = 6;

  private final List<RecordedRun> recorded;

  CapacityModel(List<RecordedRun> recorded) {
    this.recorded = List.copyOf(recorded);
  }

  /// What ends the growth.
  private record Limit(String what, double perSecond) {}

  @Override
  public List<Measurement> run(Setting setting) {
    return of(setting.checkout().commit());
  }

  /// The model of a commit; empty when it has no profile yet.
  List<Measurement> of(String commit) {
    return profile(commit)
        .map(profile -> CORES.stream().map(cores -> on(cores, profile)).toList())
        .orElse(List.of());
  }

  /// The newest profile of the commit with the most decided; of the rates of one run the highest.
  private Optional<Measurement> profile(String commit) {
    return recorded.stream()
        .filter(run -> run.commit().equals(commit))
        .map(RecordedRun::measurement)
        .filter(each -> each.benchmark().equals(ProfileBenchmark.NAME))
        .max(Comparator.comparingDouble(each -> value(each, "decided")));
  }

  private static double value(Measurement profile, String name) {
    return profile.figure(name).map(Figure::value).orElse(0.0);
  }

  private static Measurement on(int cores, Measurement profile) {
    double all = value(profile, "CPU a decided bid");
    Limit machine = new Limit("all cores are busy", cores * US / all);
    Limit thread =
        ONE_A_ROOM.stream()
            .map(group ->
                new Limit(
                    "the thread of \"" + group + "\" is busy",
                    US / Math.max(0.01, value(profile, ProfileBenchmark.BUSIEST + group))))
            .min(Comparator.comparingDouble(Limit::perSecond))
            .orElseThrow();
    Limit threads =
        new Limit(thread.what() + " in each partition", PARTITIONS * thread.perSecond());
    List<Figure> figures = new ArrayList<>();
    figures.add(figure("one room", machine, thread));
    figures.add(figure(PARTITIONS + " partitions of rooms", machine, threads));
    return new Measurement("model", cores + " cores", figures);
  }

  private static Figure figure(String name, Limit one, Limit other) {
    Limit first = one.perSecond() <= other.perSecond() ? one : other;
    return Figure.plain(name, first.perSecond(), "/s, then " + first.what());
  }
}
