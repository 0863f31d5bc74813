package dev.gavel.gateway.bids;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/// One partition with a worker of a given capacity, and gateways that send bids to it, each with a
/// shedder of its own. Time is simulated, a millisecond a step; a seed gives the same run again.
///
/// The worker takes everything that is there, at most [#MOST] at a time; a batch costs a fixed time
/// and a time for each command, as storing does.
final class SimulatedLog {
  private static final long MS = 1_000_000;
  private static final int MOST = 500;
  private static final double BATCH_MS = 10;

  /// A bid's fate: refused, or when it was decided.
  record Bid(long sentMs, long decidedMs, boolean refused) {
    long delayMs() {
      return decidedMs - sentMs;
    }
  }

  private record Sent(int gateway, long sentMs) {}

  private final SplittableRandom random;
  private final List<LoadShedder> shedders = new ArrayList<>();
  private final List<Deque<Long>> waiting = new ArrayList<>();
  private final Deque<Sent> log = new ArrayDeque<>();
  private final List<Sent> batch = new ArrayList<>();
  private final List<Bid> bids = new ArrayList<>();
  private double batchEndsMs;
  private long nowMs;

  SimulatedLog(long seed, int gateways, int targetMs) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < gateways; i++) {
      shedders.add(new LoadShedder(targetMs));
      waiting.add(new ArrayDeque<>());
    }
  }

  /// Runs on.
  ///
  /// @param perS bids offered at a time, a second
  /// @param capacityPerS what the worker can decide at a time, a second; 0: it stands still
  SimulatedLog run(long forMs, LongToDoubleFunction perS, LongToDoubleFunction capacityPerS) {
    for (long end = nowMs + forMs; nowMs < end; nowMs++) {
      work(capacityPerS.applyAsDouble(nowMs));
      for (int n = poisson(perS.applyAsDouble(nowMs) / 1_000); n > 0; n--) {
        offer(random.nextInt(shedders.size()));
      }
    }
    return this;
  }

  private int poisson(double mean) {
    int n = 0;
    for (double p = random.nextDouble(); p > Math.exp(-mean); p *= random.nextDouble()) {
      n++;
    }
    return n;
  }

  private void offer(int gateway) {
    LoadShedder shedder = shedders.get(gateway);
    double share = share(gateway);
    if (share > 0 && random.nextDouble() < share) {
      bids.add(new Bid(nowMs, nowMs, true));
      return;
    }
    shedder.came(nowMs * MS);
    waiting.get(gateway).addLast(nowMs);
    log.addLast(new Sent(gateway, nowMs));
  }

  double share(int gateway) {
    Deque<Long> open = waiting.get(gateway);
    long oldestMs = open.isEmpty() ? 0 : nowMs - open.peekFirst();
    return shedders.get(gateway).share(nowMs * MS, oldestMs * MS);
  }

  private void work(double capacityPerS) {
    if (capacityPerS == 0) {
      batchEndsMs += 1;
      return;
    }
    while (nowMs >= batchEndsMs) {
      batch.forEach(this::decided);
      batch.clear();
      while (batch.size() < MOST && !log.isEmpty()) {
        batch.add(log.removeFirst());
      }
      if (batch.isEmpty()) {
        batchEndsMs = nowMs + 1;
        return;
      }
      // The fixed part counts only where it is not what a full batch costs anyway.
      double ms = batch.size() * 1_000.0 / capacityPerS;
      batchEndsMs = Math.max(batchEndsMs, (double) nowMs) + Math.max(BATCH_MS, ms);
    }
  }

  private void decided(Sent one) {
    shedders.get(one.gateway()).decided(nowMs * MS);
    waiting.get(one.gateway()).removeFirst();
    bids.add(new Bid(one.sentMs(), nowMs, false));
  }

  long nowMs() {
    return nowMs;
  }

  int open() {
    return waiting.stream().mapToInt(Deque::size).sum();
  }

  /// What was sent from a time on, until another.
  List<Bid> bids(long fromMs, long toMs) {
    return bids.stream().filter(bid -> bid.sentMs() >= fromMs && bid.sentMs() < toMs).toList();
  }

  static double refusedShare(List<Bid> bids) {
    return bids.stream().filter(Bid::refused).count() / (double) Math.max(1, bids.size());
  }

  static double decidedPerS(List<Bid> bids, long overMs) {
    return bids.stream().filter(bid -> !bid.refused()).count() * 1_000.0 / overMs;
  }

  /// @param quantile 0 to 1
  static long delayMs(List<Bid> bids, double quantile) {
    long[] delays = bids.stream().filter(bid -> !bid.refused()).mapToLong(Bid::delayMs).toArray();
    Arrays.sort(delays);
    return delays.length == 0 ? 0 : delays[(int) Math.ceil(quantile * delays.length) - 1];
  }
}
