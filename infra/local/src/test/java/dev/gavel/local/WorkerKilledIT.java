package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.backends.ServiceProcess;
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
    ServiceProcess[] workers = {
      ServiceProcess.worker("killed-1", backends), ServiceProcess.worker("killed-2", backends)
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
      end(workers);
    }
  }

  private static void end(ServiceProcess[] workers) throws InterruptedException {
    try (ServiceProcess first = workers[0];
        ServiceProcess second = workers[1]) {
      assertThat(first.terminate() && second.terminate()).as("end on SIGTERM").isTrue();
    }
  }

  /// Kills a worker when the latch has come down, and starts another in its place.
  static void replace(ServiceProcess[] workers, int which, CountDownLatch when, Backends backends) {
    try {
      when.await();
      workers[which].kill();
      workers[which] = ServiceProcess.worker("killed-again-" + which, backends);
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
