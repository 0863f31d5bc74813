package dev.gavel.bids.verify;

import dev.gavel.bids.room.RoomView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `verify`: a file, or a running system.
@Command(
    name = "verify",
    description = "Decides every command again and names the first thing that does not agree.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:all agrees", "1:there is a difference", "2:usage, or cannot be read"})
final class VerifyCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--receipt",
      paramLabel = "RECEIPT",
      description = "with a file: 64 hex digits, or the JSON of an answer, that must stand in it")
  private Optional<String> receipt = Optional.empty();

  @Option(names = "--room", paramLabel = "ROOM", description = "with --live: this room alone")
  private Optional<String> room = Optional.empty();

  @Mixin private Servers servers = new Servers();
  @Spec private CommandSpec spec = CommandSpec.create();

  /// One of the two.
  static final class Source {
    @Parameters(paramLabel = "FILE", description = "an exported room")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--live", description = "commands topic, results topic and MongoDB")
    private boolean live;
  }

  @Override
  public Integer call() throws IOException {
    if (source.live ? receipt.isPresent() : room.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--receipt goes with a file, --room with --live");
    }
    Optional<Difference> difference = source.file.isPresent() ? file(source.file.get()) : live();
    PrintWriter out = spec.commandLine().getOut();
    out.println(difference.isPresent() ? difference.get() : "AGREES");
    return difference.isPresent() ? ProofCommand.DIFFERS : ProofCommand.AGREES;
  }

  private Optional<Difference> file(Path file) throws IOException {
    Progress progress = new Progress(spec.commandLine().getErr());
    try (ExportReader lines = ExportReader.open(file)) {
      FileProof proof = new FileProof(lines, held(), progress);
      Optional<Difference> difference = proof.check();
      RoomView view = proof.view();
      spec.commandLine()
          .getOut()
          .printf(
              "room %s: %s, sequence %d, %s%n",
              view.room(), progress.summary(), view.sequence(), Words.of(view.standing()));
      if (proof.heldSeen() && difference.isEmpty()) {
        spec.commandLine().getOut().println("the receipt stands in it");
      }
      return difference;
    }
  }

  private Optional<HeldReceipt> held() {
    Optional<HeldReceipt> held = receipt.flatMap(HeldReceipt::of);
    if (held.isEmpty() && receipt.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--receipt: 64 hex digits, or an answer's JSON with a receipt");
    }
    return held;
  }

  private Optional<Difference> live() throws IOException {
    Progress progress = new Progress(spec.commandLine().getErr());
    LiveProof proof = new LiveProof(room, progress);
    try (LogEvidence log = servers.log();
        ViewEvidence view = servers.view()) {
      Optional<Difference> difference = proof.check(log, view);
      Tally tally = proof.tally();
      spec.commandLine()
          .getOut()
          .printf(
              "%,d rooms, %s; %,d documents; %,d decisions delivered again, %,d commands not decided"
                  + " yet%n",
              tally.rooms(),
              progress.summary(),
              tally.documents(),
              tally.again(),
              tally.undecided());
      return difference;
    }
  }
}
