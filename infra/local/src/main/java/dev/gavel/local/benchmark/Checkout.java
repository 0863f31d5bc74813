package dev.gavel.local.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A checkout of the project that was built with `mvn package`: what is measured.
///
/// @param jar its whole system in one command, class path included
/// @param flags of the JVM, as its own `mvn -Prun` has them
/// @param commit short; with `+` when tracked files differ from it
record Checkout(Path root, Path jar, List<String> flags, String commit) {
  private static final Pattern RUN =
      Pattern.compile("<commandlineArgs>([^<]*?)-jar [^ ]*gavel-local\\.jar");

  /// Flags that the same pom adds once a training has left a cache for starts.
  private static final Pattern CACHE = Pattern.compile("<start\\.cache>([^<]+)</start\\.cache>");

  private static final String CACHE_HERE = "${start.cache}";

  /// Where none are found in the checkout.
  private static final List<String> USUAL_FLAGS =
      List.of("-Xmx1g", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow");

  /// What any JVM needs that starts from the class path instead of the jar's manifest.
  private static final List<String> OPEN =
      List.of(
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");

  static Checkout at(Path folder) throws IOException {
    Path root = folder.toRealPath();
    Path target = root.resolve("infra/local/target");
    Path jar = target.resolve("gavel-local.jar");
    if (!Files.exists(jar)) {
      throw new IOException(jar + " is missing: infra/local/benchmarks builds it");
    }
    String pom = Files.readString(root.resolve("infra/local/pom.xml"));
    Matcher run = RUN.matcher(pom);
    List<String> flags =
        run.find()
            ? List.of(
                run.group(1)
                    .strip()
                    .replace(CACHE_HERE, cacheFlags(pom, target))
                    .strip()
                    .split(" +"))
            : USUAL_FLAGS;
    String changed = git(root, "status", "--porcelain", "--untracked-files=no");
    String commit = git(root, "rev-parse", "--short", "HEAD") + (changed.isEmpty() ? "" : "+");
    return new Checkout(root, jar, flags, commit);
  }

  private static String cacheFlags(String pom, Path target) {
    Matcher cache = CACHE.matcher(pom);
    return Files.exists(target.resolve("gavel-local.aot")) && cache.find() ? cache.group(1) : "";
  }

  private static String git(Path root, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(git.getInputStream().readAllBytes(), UTF_8).strip();
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /// The whole system as `mvn -Prun` starts it, to be run in [#root].
  List<String> system(List<String> words) {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(flags);
    // Relative, as the cache of starts was made.
    command.addAll(List.of("-jar", root.relativize(jar).toString()));
    command.addAll(words);
    return command;
  }

  /// A class of the checkout, or one that only the benchmarks have.
  ///
  /// @param heap such as `-Xmx1g`
  List<String> program(String heap, String mainClass, String... words) {
    List<String> command = new ArrayList<>(List.of(java(), heap));
    command.addAll(OPEN);
    command.addAll(List.of("-cp", jar + System.getProperty("path.separator") + own(), mainClass));
    command.addAll(List.of(words));
    return command;
  }

  /// Where the benchmarks' own classes are.
  private static String own() {
    return Path.of(Checkout.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }
}
