package dev.gavel.local.benchmark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A worker alone: a log that is full before it starts, servers on disk, and no listener. Then the
/// same worker killed and started again, with the room that it filled.
final class WorkerBenchmark implements Benchmark {
  private static final int BIDDERS = 100;
  private static final double MILLION = 1e6;
  private static final Duration RESTART_LIMIT = Duration.ofMinutes(10);

  /// `jcmd GC.heap_info` says for every collector how much is in use.
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  @Override
  public List<Measurement> run(Setting setting) throws Exception {
    List<Measurement> found = new ArrayList<>();
    PageInserts.Rate plain = plain(setting);
    found.add(
        Measurement.of(
            "worker",
            "plain pages",
            Figure.more("decisions in pages", plain.decisionsPerSecond(), "/s"),
            Figure.plain("bytes a decision", plain.bytes(), "B")));
    found.addAll(drain(setting, 1, plain));
    found.addAll(drain(setting, setting.sizes().rooms, plain));
    return found;
  }

  private static PageInserts.Rate plain(Setting setting) throws Exception {
    Path folder = setting.unused("plain");
    try (BackendProcess servers = BackendProcess.start(setting.checkout(), folder)) {
      return PageInserts.measure(servers.mongo(), Math.max(2_000, setting.sizes().commands / 4));
    }
  }

  static List<String> bidders() {
    return IntStream.range(0, BIDDERS).mapToObj("6600aaaa00000000%08x"::formatted).toList();
  }

  private static List<Measurement> drain(Setting setting, int rooms, PageInserts.Rate plain)
      throws Exception {
    int commands = setting.sizes().commands;
    String variant = rooms == 1 ? "one room" : rooms + " rooms";
    List<Measurement> found = new ArrayList<>();
    Path store;
    Measurement drained;
    try (WorkerRig rig = WorkerRig.start(setting, rooms)) {
      store = rig.storeFolder();
      long before = rig.feed().decided();
      rig.feed().append(commands, mixes(rig, rooms));
      try (CurrentWorker worker = new CurrentWorker(rig.worker())) {
        drained = drain(rig, worker.process, variant, before);
        if (rooms == 1) {
          found.add(restart(rig, worker));
        }
      }
    }
    long closed = StoredSize.bytes(store);
    double share = drained.figure("decided").orElseThrow().value() / plain.decisionsPerSecond();
    found.addFirst(
        drained.and(
            List.of(
                Figure.more("share of plain page inserts", 100 * share, "%"),
                Figure.less("stored, file as closed", closed / (double) commands, "B/decision"),
                Figure.less(
                    "stored, file compacted",
                    StoredSize.compacted(store) / (double) commands,
                    "B/decision"))));
    return found;
  }

  private static List<CommandMix> mixes(WorkerRig rig, int rooms) throws Exception {
    List<String> ids = rig.rooms().subList(0, rooms);
    return IntStream.range(0, rooms)
        .mapToObj(i -> new CommandMix(ids.get(i), bidders(), "c", 1 + i))
        .toList();
  }

  private static Measurement drain(
      WorkerRig rig, JavaProcess worker, String variant, long decidedBefore) throws Exception {
    int commands = rig.commands();
    rig.awaitDecided(worker, decidedBefore + 1);
    long first = rig.feed().decided();
    long began = System.nanoTime();
    Duration servers = rig.serversCpu();
    rig.awaitDecided(worker, decidedBefore + commands / 2);
    long half = System.nanoTime();
    rig.awaitDecided(worker, decidedBefore + commands);
    long end = System.nanoTime();
    double all = (decidedBefore + commands - first) / ((end - began) / 1e9);
    return Measurement.of(
        "worker",
        variant,
        Figure.more("decided", all, "/s"),
        Figure.more("decided, second half", commands / 2.0 / ((end - half) / 1e9), "/s"),
        Figure.less("worker CPU", worker.cpu().toNanos() / 1e9 * MILLION / commands, "s/million"),
        Figure.less(
            "servers CPU",
            rig.serversCpu().minus(servers).toNanos() / 1e9 * MILLION / commands,
            "s/million"));
  }

  /// The worker of the moment: a restart replaces it.
  private static final class CurrentWorker implements AutoCloseable {
    private JavaProcess process;

    CurrentWorker(JavaProcess process) {
      this.process = process;
    }

    @Override
    public void close() {
      process.close();
    }
  }

  private static Measurement restart(WorkerRig rig, CurrentWorker worker) throws Exception {
    CommandMix more = new CommandMix(rig.rooms().getFirst(), bidders(), "again", 7);
    long killed = System.nanoTime();
    worker.process.kill();
    double afterKill = untilDecided(rig, worker, more, killed);
    long stopped = System.nanoTime();
    worker.process.close();
    double stop = (System.nanoTime() - stopped) / 1e9;
    double afterStop = untilDecided(rig, worker, more, stopped);
    return Measurement.of(
        "restart",
        "one room",
        Figure.less("kill to first decision", afterKill, "s"),
        Figure.less("stop to first decision", afterStop, "s"),
        Figure.less("of it stopping", stop, "s"),
        Figure.less("heap after collection", heapBytes(worker.process) / MILLION, "MB"));
  }

  private static double untilDecided(
      WorkerRig rig, CurrentWorker worker, CommandMix mix, long sinceNanos) throws Exception {
    long before = rig.feed().decided();
    worker.process = rig.worker();
    rig.feed().append(1, List.of(mix));
    worker.process.await("a decision", RESTART_LIMIT, () -> rig.feed().decided() > before);
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static double heapBytes(JavaProcess worker) throws Exception {
    worker.ask("GC.run");
    Matcher used = USED.matcher(worker.ask("GC.heap_info"));
    return used.find() ? 1024.0 * Long.parseLong(used.group(1)) : 0;
  }
}
