package dev.gavel.local;

import picocli.CommandLine;

/// Ends this process when the one that started it is gone: a SIGTERM to Maven leaves its child
/// running.
final class ParentWatch {
  private static final long PAUSE_MS = 250;

  private ParentWatch() {}

  /// Looks for itself: [ProcessHandle#onExit] asks about a stranger ever more rarely, at last every
  /// five seconds.
  static void exitWith(ProcessHandle parent) {
    Thread.ofVirtual()
        .name("parent watch")
        .start(() -> {
          try {
            while (parent.isAlive()) {
              Thread.sleep(PAUSE_MS);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          System.exit(CommandLine.ExitCode.OK);
        });
  }
}
