package dev.gavel.local.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Processor time of the generator, of its threads, and of the system it drives.
final class Cost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final List<Long> threads;
  private final Optional<Long> pid;
  private final long wall;
  private final long own;
  private final List<Long> each;
  private final Optional<Duration> system;

  private Cost(List<Long> threads, Optional<Long> pid) {
    this.threads = threads;
    this.pid = pid;
    wall = System.nanoTime();
    own = process();
    each = each();
    system = system();
  }

  /// Begins to measure.
  ///
  /// @param threads ids of those that could be the bottleneck
  /// @param pid of the system, unless it is this very process
  static Cost begin(List<Long> threads, Optional<Long> pid) {
    return new Cost(threads, pid.filter(other -> other != ProcessHandle.current().pid()));
  }

  /// Processor time over time.
  ///
  /// @param own cores that the generator took
  /// @param busiest share of one core that its busiest thread took: near 1 it is the bottleneck
  /// @param system cores that the system took; absent when that is not known
  record Spent(double own, double busiest, Optional<Double> system, double seconds) {}

  Spent end() {
    double wallNanos = System.nanoTime() - wall;
    double busiest = 0;
    List<Long> now = each();
    for (int i = 0; i < now.size(); i++) {
      busiest = Math.max(busiest, (now.get(i) - each.get(i)) / wallNanos);
    }
    Optional<Double> theirs =
        system.flatMap(before -> system().map(after -> after.minus(before).toNanos() / wallNanos));
    return new Spent((process() - own) / wallNanos, busiest, theirs, wallNanos / 1e9);
  }

  private static long process() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? bean.getProcessCpuTime()
        : 0;
  }

  private List<Long> each() {
    return threads.stream().map(id -> Math.max(0, THREADS.getThreadCpuTime(id))).toList();
  }

  private Optional<Duration> system() {
    return pid.flatMap(ProcessHandle::of).flatMap(process -> process.info().totalCpuDuration());
  }
}
