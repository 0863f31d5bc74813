package dev.gavel.local.benchmark;

import java.util.List;
import picocli.CommandLine.Option;

/// How large the benchmarks are. Each has an option and a variable of the environment; the defaults
/// are those of the published figures.
final class BenchmarkSizes {
  @Option(
      names = "--commands",
      defaultValue = "${env:COMMANDS:-1000000}",
      description = "commands of the worker's log, of a filled room ($COMMANDS, ${DEFAULT-VALUE})")
  int commands;

  @Option(
      names = "--rooms",
      defaultValue = "${env:ROOMS:-200}",
      description = "rooms beside the hot one ($ROOMS, ${DEFAULT-VALUE})")
  int rooms;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "${env:RATES:-3000,6000,12000,24000}",
      description = "bids offered a second to one room ($RATES, ${DEFAULT-VALUE})")
  List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "${env:SECONDS_MEASURED:-20}",
      description = "how long each rate is measured ($SECONDS_MEASURED, ${DEFAULT-VALUE})")
  int seconds;

  @Option(
      names = "--warm-seconds",
      defaultValue = "${env:WARM_SECONDS:-20}",
      description = "bids before that are not measured ($WARM_SECONDS, ${DEFAULT-VALUE})")
  int warmSeconds;

  @Option(
      names = "--viewers",
      split = ",",
      defaultValue = "${env:VIEWERS:-1000,5000}",
      description = "viewers of the crowd's room ($VIEWERS, ${DEFAULT-VALUE})")
  List<Integer> viewers = List.of();

  @Option(
      names = "--away-seconds",
      defaultValue = "${env:AWAY_SECONDS:-60}",
      description = "how long the store is away ($AWAY_SECONDS, ${DEFAULT-VALUE})")
  int awaySeconds;

  @Option(
      names = "--profile-rates",
      split = ",",
      defaultValue = "${env:PROFILE_RATES:-500,12000}",
      description =
          "bids offered a second while a profile is taken ($PROFILE_RATES, ${DEFAULT-VALUE})")
  List<Integer> profileRates = List.of();

  @Option(
      names = "--probes",
      defaultValue = "${env:PROBES:-200}",
      description = "joins and reads of each kind of room ($PROBES, ${DEFAULT-VALUE})")
  int probes;

  /// What is recorded: figures of other sizes are not compared.
  String text() {
    return "commands %d, rooms %d, rates %s, seconds %d, warm %d, viewers %s, away %d, probes %d"
        .formatted(commands, rooms, rates, seconds, warmSeconds, viewers, awaySeconds, probes);
  }
}
