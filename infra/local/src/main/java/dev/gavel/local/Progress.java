package dev.gavel.local;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Lines for the person who waits: what was started, and how long it took.
final class Progress {
  /// Columns for a step's name.
  private static final int NAME = 30;

  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  /// On the terminal, in UTF-8 whatever the locale says: the texts are Korean.
  static Progress onTerminal() {
    return new Progress(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
  }

  /// Says nothing.
  static Progress silent() {
    return new Progress(new PrintStream(PrintStream.nullOutputStream()));
  }

  /// A step of a start.
  interface Step<T> {
    T run() throws Exception;
  }

  /// Runs a step and prints its name and time.
  <T> T step(String name, Step<T> step) throws Exception {
    long began = System.nanoTime();
    T result = step.run();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    out.printf(
        "  %s%s %5.1f s%n",
        name, " ".repeat(Math.max(0, NAME - columns(name))), took.toMillis() / 1000.0);
    return result;
  }

  /// A Hangul syllable takes two columns of a terminal.
  private static int columns(String text) {
    return text.codePoints()
        .map(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL ? 2 : 1)
        .sum();
  }

  void line(String text) {
    out.println(text);
  }
}
