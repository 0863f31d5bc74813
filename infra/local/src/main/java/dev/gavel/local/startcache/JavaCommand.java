package dev.gavel.local.startcache;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this JVM was started, for a second one like it.
public final class JavaCommand {
  private JavaCommand() {}

  /// The same start without Maven, as a line for a shell.
  ///
  /// @param arguments of the launcher
  public static String line(List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(executable());
    flags().stream().map(JavaCommand::fromAnywhere).forEach(words::add);
    words.add("-jar");
    words.add(Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString());
    words.addAll(arguments);
    return String.join(" ", words.stream().map(JavaCommand::quoted).toList());
  }

  private static String fromAnywhere(String flag) {
    return flag.startsWith(StartCache.FLAG)
        ? StartCache.FLAG + Path.of(flag.substring(StartCache.FLAG.length())).toAbsolutePath()
        : flag;
  }

  static String executable() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// Those that a cache must be made with and a plain start needs.
  static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-X") || flag.startsWith("--sun-misc"))
        .toList();
  }

  /// A word as a POSIX shell reads it: a folder's name may hold anything.
  static String quoted(String word) {
    boolean plain = !word.isEmpty() && word.codePoints().allMatch(JavaCommand::isPlain);
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || "@+=:,./_-".indexOf(c) >= 0;
  }
}
