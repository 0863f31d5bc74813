package dev.gavel.local;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class WorkerKilledIT {
  private static final int BIDS = Crowd.BIDDERS * Crowd.BIDS_EACH;

  /// Both are processes of their own. Whichever of them has the room's partition, one of the two
  /// kills hits it.
  @Test
  void bothWorkersKilledOneAfterTheOtherLoseNothingAndDecideNothingTwice(Backends backends)
      throws Exception {
    WorkerProcess[] workers = {
      WorkerProcess.start("killed-1", backends), WorkerProcess.start("killed-2", backends)
    };
    try (Stage stage = Stage.open(backends, "killed", Crowd.BIDDERS)) {
      Stage.Room room = stage.openRoom();
      CountDownLatch some = new CountDownLatch(60);
      CountDownLatch more = new CountDownLatch(130);
      try (Crowd crowd = Crowd.gather(stage, room)) {
        Thread killer =
            Thread.ofPlatform()
                .start(() -> {
                  replace(workers, 0, some, backends);
                  replace(workers, 1, more, backends);
                });
        crowd.bid(_ -> {
          some.countDown();
          more.countDown();
        });
        killer.join();
        Evidence evidence = BidsAcrossGatewaysIT.settled(stage, room, crowd);
        Agreement.ofLog(BIDS, evidence);
        Agreement.ofAnswers(crowd.answers(), evidence);
        Agreement.ofViewers(crowd.viewers(), evidence);
      }
    } finally {
      workers[0].close();
      workers[1].close();
    }
  }

  private static void replace(
      WorkerProcess[] workers, int which, CountDownLatch when, Backends backends) {
    try {
      when.await();
      workers[which].kill();
      workers[which] = WorkerProcess.start("killed-again-" + which, backends);
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
