package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gavel.backends.Backends;
import dev.gavel.backends.MongoServerKind;
import dev.gavel.backends.ServiceProcess;
import dev.gavel.backends.Topics;
import dev.gavel.bids.verify.ProofCommand;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole system on a server of MongoDB's protocol that is another project's work: what services
/// take for granted of the stand-in would show here.
///
/// No build runs it yet: the server stops answering under the worker's writes
/// (`FerretDbStoreTrial`).
@Timeout(900) // may build FerretDB
class FerretDbSystemTrial {
  private static final int BIDS = Crowd.BIDDERS * Crowd.BIDS_EACH;

  @Test
  void bidsOverTwoGatewaysAreDecidedOnceAcrossTheKillOfAWorker(@TempDir Path folder)
      throws Exception {
    MongoServerKind kind = MongoServerKind.FERRETDB;
    assumeTrue(kind.absentBecause().isEmpty(), () -> kind.absentBecause().orElse(""));
    try (Backends backends = Backends.start(folder, kind)) {
      Topics.ensure(backends.kafkaBootstrap());
      ServiceProcess[] workers = {
        ServiceProcess.worker("ferret-1", backends), ServiceProcess.worker("ferret-2", backends)
      };
      try (Stage stage = Stage.open(backends, "ferret", Crowd.BIDDERS)) {
        Stage.Room room = stage.openRoom();
        bid(stage, room, workers, backends);
        assertThat(verified(room, backends)).isEqualTo(ProofCommand.AGREES);
      } finally {
        workers[0].close();
        workers[1].close();
      }
    }
  }

  /// The first worker is killed in the middle of it and replaced.
  private static void bid(Stage stage, Stage.Room room, ServiceProcess[] workers, Backends backends)
      throws Exception {
    CountDownLatch some = new CountDownLatch(60);
    try (Crowd crowd = Crowd.gather(stage, room)) {
      Thread killer =
          Thread.ofPlatform().start(() -> WorkerKilledIT.replace(workers, 0, some, backends));
      crowd.bid(_ -> some.countDown());
      killer.join();
      Evidence evidence = BidsAcrossGatewaysIT.settled(stage, room, crowd);
      Agreement.ofLog(BIDS, evidence);
      Agreement.ofAnswers(crowd.answers(), evidence);
      Agreement.ofViewers(crowd.viewers(), evidence);
    }
  }

  private static int verified(Stage.Room room, Backends backends) {
    String[] command = {
      "verify",
      "--live",
      "--room",
      room.id(),
      "--kafka",
      backends.kafkaBootstrap(),
      "--mongo",
      backends.mongoUri()
    };
    return ProofCommand.run(command);
  }
}
