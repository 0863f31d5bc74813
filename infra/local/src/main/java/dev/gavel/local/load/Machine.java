package dev.gavel.local.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How much of all processors was taken, by whomever. Only Linux says.
///
/// @param busy in the kernel's own unit, since the machine started
/// @param all the same, idle time included
record Machine(long busy, long all) {
  private static final Path STAT = Path.of("/proc/stat");

  /// user, nice, system, idle, iowait, irq, softirq, steal (proc(5)); what follows is counted in
  /// the first two already.
  private static final int FIELDS = 8;

  private static final int IDLE = 3;
  private static final int IOWAIT = 4;

  static Optional<Machine> now() {
    try (Stream<String> lines = Files.lines(STAT)) {
      return lines.findFirst().flatMap(Machine::read);
    } catch (IOException elsewhere) {
      return Optional.empty();
    }
  }

  static Optional<Machine> read(String line) {
    List<String> words = List.of(line.strip().split(" +"));
    if (!words.getFirst().equals("cpu") || words.size() <= FIELDS) {
      return Optional.empty();
    }
    List<Long> times = words.subList(1, FIELDS + 1).stream().map(Long::valueOf).toList();
    long all = times.stream().mapToLong(Long::longValue).sum();
    return Optional.of(new Machine(all - times.get(IDLE) - times.get(IOWAIT), all));
  }

  /// Cores that were taken since `before`.
  double coresSince(Machine before, int processors) {
    return all == before.all ? 0 : processors * (double) (busy - before.busy) / (all - before.all);
  }
}
