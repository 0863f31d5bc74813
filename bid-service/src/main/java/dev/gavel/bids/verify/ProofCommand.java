package dev.gavel.bids.verify;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of the bid service's jar that prove and do not serve.
@Command(
    name = "bid-service",
    description = "Proves what was decided in auction rooms.",
    mixinStandardHelpOptions = true,
    subcommands = CommandLine.HelpCommand.class)
public final class ProofCommand {
  private ProofCommand() {}

  /// Carries out one command; answers the exit code.
  public static int run(String[] args) {
    return new CommandLine(new ProofCommand()).execute(args);
  }
}
