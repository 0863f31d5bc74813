package dev.gavel.bids.verify;

import dev.gavel.bids.log.Away;
import dev.gavel.bids.store.MongoProjectionStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `rebuild`: a lost or outdated projection from the log.
@Command(
    name = "rebuild",
    description = {
      "Drops what is stored of the rooms and makes it anew from the log; users, items and messages stay.",
      "Refuses while the workers' consumer group has members."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:made anew", "2:usage, workers are live, or cannot be read or written"})
final class RebuildCommand implements Callable<Integer> {
  @Mixin private Servers servers = new Servers();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<String> live = servers.liveWorkers();
    if (!live.isEmpty()) {
      throw new UnreadableEvidence("workers are live, stop them first: " + String.join(", ", live));
    }
    Progress progress = new Progress(spec.commandLine().getErr());
    try (LogEvidence log = servers.log();
        MongoProjectionStore store = servers.store()) {
      store.drop();
      new Rebuild(log, store, progress).run();
    } catch (Away away) {
      throw new UnreadableEvidence("dropping the projection", away);
    }
    spec.commandLine().getOut().println(progress.summary());
    return ProofCommand.AGREES;
  }
}
