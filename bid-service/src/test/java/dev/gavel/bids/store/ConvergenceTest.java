package dev.gavel.bids.store;

import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static final int SEEDS = 60;

  @Test
  void whereverWorkersCrashTheSameBytesAreStored() throws Exception {
    for (long seed = 1; seed <= SEEDS; seed++) {
      MemoryProjectionStore store = new MemoryProjectionStore();
      new Convergence(seed, store, store::stored).check();
    }
  }
}
