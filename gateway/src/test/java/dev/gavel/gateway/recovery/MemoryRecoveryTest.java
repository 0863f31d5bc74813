package dev.gavel.gateway.recovery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryRecoveryTest extends RecoveryContract {
  private final AtomicLong nanos = new AtomicLong();
  private final MemoryRecoveryStore shared = new MemoryRecoveryStore(nanos::get);

  @Override
  RecoveryStore store() {
    return shared;
  }

  @Override
  void pass(String pid, Duration age) {
    nanos.addAndGet(age.toNanos());
  }

  @Override
  boolean kept(String pid) {
    return shared.has(pid);
  }
}
