package dev.gavel.local.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The servers of a checkout with rooms in them, and its worker, started and stopped at will.
final class WorkerRig implements AutoCloseable {
  private static final Duration SEED_LIMIT = Duration.ofMinutes(3);
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(30);
  private static final String WORKER = "dev.gavel.bids.Main";

  private final Benchmark.Setting setting;
  private final Path folder;
  private final BackendProcess servers;
  private final CommandFeed feed;
  private List<String> rooms = List.of();
  private int workers;

  private WorkerRig(Benchmark.Setting setting, Path folder, BackendProcess servers) {
    this.setting = setting;
    this.folder = folder;
    this.servers = servers;
    this.feed = new CommandFeed(servers.kafka());
  }

  /// Starts the servers and lets the checkout's own seeding open the rooms.
  static WorkerRig start(Benchmark.Setting setting, int rooms)
      throws IOException, InterruptedException {
    Path folder = setting.unused("worker");
    WorkerRig rig =
        new WorkerRig(setting, folder, BackendProcess.start(setting.checkout(), folder));
    try (JavaProcess _ = rig.worker()) {
      rig.seed(rooms);
      rig.rooms = rig.feed.rooms();
    } catch (IOException failed) {
      rig.close();
      throw failed;
    }
    return rig;
  }

  private void seed(int rooms) throws IOException, InterruptedException {
    List<String> words =
        List.of(
            "--seed-only",
            "--external",
            "--kafka",
            servers.kafka(),
            "--redis",
            servers.redis(),
            "--mongo",
            servers.mongo(),
            "--rooms",
            Integer.toString(rooms),
            "--data",
            folder.resolveSibling(folder.getFileName() + "-seed").toString());
    Path log = folder.resolveSibling(folder.getFileName() + "-seed.log");
    try (JavaProcess seeding =
        JavaProcess.start(
            setting.checkout().root(), setting.checkout().system(words), Map.of(), log)) {
      seeding.awaitEnd(SEED_LIMIT);
    }
  }

  /// Starts a worker.
  JavaProcess worker() throws IOException {
    Map<String, String> environment = new HashMap<>(servers.environment());
    workers++;
    environment.put("WORKER_NAME", "worker-" + workers);
    return JavaProcess.start(
        setting.checkout().root(),
        setting.checkout().program("-Xmx1g", WORKER),
        environment,
        folder.resolveSibling(folder.getFileName() + "-worker-" + workers + ".log"));
  }

  /// The rooms that were opened, those that stay open longest first.
  List<String> rooms() {
    return rooms;
  }

  /// How many commands a log has.
  int commands() {
    return setting.sizes().commands;
  }

  CommandFeed feed() {
    return feed;
  }

  /// Waits until so many decisions were published.
  void awaitDecided(JavaProcess worker, long decisions) throws IOException, InterruptedException {
    worker.await("decisions", DRAIN_LIMIT, () -> feed.decided() >= decisions);
  }

  /// Processor time of the servers so far.
  Duration serversCpu() {
    return servers.process().cpu();
  }

  /// Where the store's files are.
  Path storeFolder() {
    return folder.resolve("mongo");
  }

  /// Ends the servers; the files stay.
  @Override
  public void close() {
    feed.close();
    servers.close();
  }
}
