package dev.gavel.bids.verify;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `export`: a room of a running system as a file.
@Command(
    name = "export",
    description = "Writes a room's log and its decisions as JSON Lines. Twice gives the same file.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:written", "2:usage, no such room, or cannot be read"})
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "is written")
  private Path file = Path.of("");

  @Option(names = "--room", required = true, paramLabel = "ROOM", description = "the room")
  private String room = "";

  @Mixin private Servers servers = new Servers();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Progress progress = new Progress(spec.commandLine().getErr());
    // Whoever reads the file finds all of it or nothing.
    Path part = file.resolveSibling(file.getFileName() + ".part");
    long entries;
    try (LogEvidence log = servers.log();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      entries = new RoomExport(room, out, progress).write(log);
    }
    if (entries == 0) {
      Files.delete(part);
      throw new UnreadableEvidence("the log has no room " + room);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    spec.commandLine().getOut().printf("%s: %s%n", file, progress.summary());
    return ProofCommand.AGREES;
  }
}
