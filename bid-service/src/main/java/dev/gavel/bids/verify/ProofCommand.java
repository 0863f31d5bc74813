package dev.gavel.bids.verify;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands of the bid service's jar that prove and do not serve. Exit codes: [#AGREES],
/// [#DIFFERS], [#UNREADABLE].
@Command(
    name = "bid-service",
    description = "Proves what was decided in auction rooms. Without a command: serves.",
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      ExportCommand.class,
      WhatIfCommand.class,
      ShowCommand.class,
      RebuildCommand.class
    })
public final class ProofCommand {
  /// All agrees, or what was asked for was done.
  public static final int AGREES = 0;

  /// There is a difference.
  public static final int DIFFERS = 1;

  /// Wrong usage, or something that cannot be read.
  public static final int UNREADABLE = 2;

  private ProofCommand() {}

  /// Carries out one command; answers the exit code. What clients log of themselves is not what was
  /// asked for: only warnings remain, for the whole process.
  public static int run(String[] args) {
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
        instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
    }
    return run(args, writer(System.out), writer(System.err));
  }

  static int run(String[] args, PrintWriter out, PrintWriter err) {
    return new CommandLine(new ProofCommand())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler((failed, command, _) -> failed(failed, command))
        .execute(args);
  }

  private static int failed(Exception failed, CommandLine command) throws Exception {
    if (failed instanceof IOException io) {
      command.getErr().println("cannot be read: " + why(io));
      command.getErr().flush();
      return UNREADABLE;
    }
    failed.printStackTrace(command.getErr());
    command.getErr().flush();
    return UNREADABLE;
  }

  /// Of a file's fault the platform says in the class what it is, and in the message where.
  private static String why(IOException failed) {
    return switch (failed) {
      case NoSuchFileException none -> none.getFile() + ": there is no such file";
      case AccessDeniedException denied -> denied.getFile() + ": access is denied";
      default -> String.valueOf(failed.getMessage());
    };
  }

  private static PrintWriter writer(OutputStream out) {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }
}
