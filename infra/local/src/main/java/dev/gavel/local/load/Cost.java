package dev.gavel.local.load;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/// Processor time of the generator, of its threads, of the system it drives with its children
/// (Redis is one), and of the machine: what is left is somebody else's.
final class Cost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
  private static final double MOST_BUSY = 0.95;

  private final List<LongSupplier> threads;
  private final Optional<Long> pid;
  private final long wall;
  private final long own;
  private final List<Long> each;
  private final Optional<Duration> system;
  private final Optional<Machine> machine;

  private Cost(List<LongSupplier> threads, Optional<Long> pid) {
    this.threads = threads;
    this.pid = pid;
    wall = System.nanoTime();
    own = process();
    each = each();
    system = system();
    machine = Machine.now();
  }

  /// Begins to measure.
  ///
  /// @param threads processor time of those that could be the bottleneck, nanoseconds
  /// @param pid of the system, unless it is this very process
  static Cost begin(List<LongSupplier> threads, Optional<Long> pid) {
    return new Cost(threads, pid.filter(other -> other != ProcessHandle.current().pid()));
  }

  /// Processor time over time.
  ///
  /// @param own cores that the generator took
  /// @param busiest share of one core that its busiest thread took: near 1 it is the bottleneck
  /// @param system cores that the system took; absent when that is not known
  /// @param machine cores that were taken by whomever; absent when that is not known
  record Spent(
      double own,
      double busiest,
      Optional<Double> system,
      Optional<Double> machine,
      double seconds) {
    /// Whether next to nothing of the machine was left: who is late then may have had no turn.
    boolean full() {
      return machine.filter(cores -> cores > MOST_BUSY * PROCESSORS).isPresent();
    }
  }

  Spent end() {
    double wallNanos = System.nanoTime() - wall;
    double busiest = 0;
    List<Long> now = each();
    for (int i = 0; i < now.size(); i++) {
      busiest = Math.max(busiest, (now.get(i) - each.get(i)) / wallNanos);
    }
    Optional<Double> theirs =
        system.flatMap(before -> system().map(after -> after.minus(before).toNanos() / wallNanos));
    Optional<Double> everybody =
        machine.flatMap(before -> Machine.now().map(after -> after.coresSince(before, PROCESSORS)));
    return new Spent((process() - own) / wallNanos, busiest, theirs, everybody, wallNanos / 1e9);
  }

  /// Of a thread that lives: of one that has ended nobody knows any more.
  static long ofThread(long id) {
    return Math.max(0, THREADS.getThreadCpuTime(id));
  }

  private static long process() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
        ? bean.getProcessCpuTime()
        : 0;
  }

  private List<Long> each() {
    return threads.stream().map(LongSupplier::getAsLong).toList();
  }

  private Optional<Duration> system() {
    return pid.flatMap(ProcessHandle::of)
        .map(process ->
            Stream.concat(Stream.of(process), process.descendants())
                .flatMap(one -> one.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus));
  }
}
