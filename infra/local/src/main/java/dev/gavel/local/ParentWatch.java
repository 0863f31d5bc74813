package dev.gavel.local;

import picocli.CommandLine;

/// Ends this process soon after another one.
public final class ParentWatch {
  private static final long LOOK_MS = 250;

  private ParentWatch() {}

  /// Looks for itself: [ProcessHandle#onExit] asks about a stranger ever more rarely, at last every
  /// five seconds.
  public static void exitWith(ProcessHandle parent) {
    Thread.ofVirtual()
        .name("parent watch")
        .start(() -> {
          try {
            while (parent.isAlive()) {
              Thread.sleep(LOOK_MS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          System.exit(CommandLine.ExitCode.OK);
        });
  }
}
