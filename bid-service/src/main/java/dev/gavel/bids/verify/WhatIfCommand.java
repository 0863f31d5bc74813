package dev.gavel.bids.verify;

import dev.gavel.model.Amount;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Increments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `what-if`: an exported room under other terms.
@Command(
    name = "what-if",
    description = {
      "Decides an exported room's commands under other terms, and says what would have differed.",
      "Bidders would have bid otherwise too: this says what the same commands would have led to."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:said", "2:usage, terms that no room can have, or cannot be read"})
final class WhatIfCommand implements Callable<Integer> {
  private static final int USUAL_LINES = 20;

  @Parameters(paramLabel = "FILE", description = "an exported room")
  private Path file = Path.of("");

  @Option(names = "--increments", paramLabel = "TABLE", description = "krw-online, krw-live or usd")
  private Optional<String> increments = Optional.empty();

  @Option(names = "--start", paramLabel = "AMOUNT", description = "another start price")
  private Optional<String> start = Optional.empty();

  @Option(names = "--reserve", paramLabel = "AMOUNT", description = "another reserve, or none")
  private Optional<String> reserve = Optional.empty();

  @Option(names = "--no-soft-close", description = "no bid moves the end")
  private boolean noSoftClose;

  @Option(names = "--soft-close", paramLabel = "RESET:MS:MS", description = "or ADD; window, by")
  private Optional<String> softClose = Optional.empty();

  @Option(names = "--closes", paramLabel = "MS", description = "another end, epoch milliseconds")
  private Optional<Long> closesAtMs = Optional.empty();

  @Option(names = "--hard-end", paramLabel = "MS", description = "another hard end; 0 for none")
  private Optional<Long> hardEndAtMs = Optional.empty();

  @Option(names = "--no-outage", description = "silence is no outage")
  private boolean noOutage;

  @Option(names = "--lines", paramLabel = "N", description = "most decisions that are printed")
  private int lines = USUAL_LINES;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    OtherTerms other =
        new OtherTerms(
            increments.map(this::table),
            start.map(text -> amount("--start", text)),
            reserve.map(text ->
                text.equals("none")
                    ? OptionalLong.empty()
                    : OptionalLong.of(amount("--reserve", text))),
            noSoftClose ? Optional.of(OtherTerms.NO_SOFT_CLOSE) : softClose.map(this::softClose),
            closesAtMs,
            hardEndAtMs,
            noOutage);
    try (ExportReader in = ExportReader.open(file)) {
      new WhatIf(other, lines, spec.commandLine().getOut()).run(in);
    }
    return ProofCommand.AGREES;
  }

  private Increments table(String name) {
    return IncrementTables.named(name).orElseThrow(() -> usage("--increments: no table " + name));
  }

  private long amount(String option, String text) {
    return switch (Amount.parse(text)) {
      case Amount.Exact(long minor) -> minor;
      case Amount.Invalid _, Amount.TooLarge _ -> throw usage(option + ": no amount: " + text);
    };
  }

  private dev.gavel.model.RoomTerms.SoftClose softClose(String text) {
    return OtherTerms.softClose(text)
        .orElseThrow(() -> usage("--soft-close: RESET or ADD, window and span in ms: " + text));
  }

  private ParameterException usage(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
