package dev.gavel.local.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Which part of the system a thread works for, by its name.
final class ThreadGroups {
  static final String STORE = "store's stand-in";
  static final String BROKER = "broker";
  static final String REDIS = "Redis";
  static final String DECIDING = "worker, deciding";
  static final String STORING = "worker, storing";
  static final String COMPILERS = "compilers";
  static final String COLLECTOR = "garbage collection";
  static final String SHARED = "virtual threads, both services";
  static final String STORE_CLIENT = "store's clients";
  static final String SOCKETS = "gateway, sockets";
  static final String GATEWAY = "gateway, others";
  static final String PRODUCERS = "producers and consumers";
  static final String LETTUCE = "Redis' clients";
  private static final String OTHER = "others";

  /// First match wins.
  private static final Map<String, Pattern> GROUPS = new LinkedHashMap<>();

  static {
    group(COMPILERS, "C[12] CompilerThread.*|Sweeper.*");
    group(COLLECTOR, "G1 .*|GC Thread.*|VM Thread|Parallel.*|Reference Handler");
    group(STORE, "mongo-server-.*|MVStore .*|H2-.*");
    group(PRODUCERS, "kafka-producer-.*|kafka-admin-.*|kafka-coordinator-heartbeat.*");
    group(
        BROKER,
        "data-plane-.*|kafka-[0-9].*|kafka-scheduler.*|kafka-log.*|quorum-.*|raft-.*"
            + "|executor-.*|group-coord.*|share-.*|transaction-.*|broker-[0-9].*|controller-[0-9].*|Expiration.*");
    group(LETTUCE, "lettuce-.*");
    group(
        STORE_CLIENT,
        "AsyncGetter.*|cluster-.*|BufferPool.*|MaintenanceTimer.*|InnocuousThread.*|Thread-[0-9].*");
    group(SHARED, "ForkJoinPool.*|VirtualThread.*|Read-Poller|Write-Poller");
    group(DECIDING, "gavel-decide.*");
    group(STORING, "gavel-store.*|pipeline.*|commit.*|projection.*|partition.*|publish.*");
    group(SOCKETS, "sockets-.*|accept.*|server-@.*|helidon-.*");
    group(GATEWAY, "deadlines|decisions|fleet|presence|sessions|timer|logouts|results-.*|room.*");
  }

  private ThreadGroups() {}

  private static void group(String name, String threads) {
    GROUPS.put(name, Pattern.compile(threads));
  }

  static String of(String thread) {
    for (Map.Entry<String, Pattern> group : GROUPS.entrySet()) {
      if (group.getValue().matcher(thread).matches()) {
        return group.getKey();
      }
    }
    return OTHER;
  }
}
