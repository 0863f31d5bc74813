package dev.gavel.local.startcache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The cache of one launcher jar: a file beside it, and a second one with the key of what it was
/// made from. The JVM checks the file itself and goes on without one that does not fit; the key
/// says so in words, and in time to make another.
final class StartCache {
  /// Tells the JVM to use a cache.
  static final String FLAG = "-XX:AOTCache=";

  private final Path jar;

  private StartCache(Path jar) {
    this.jar = jar;
  }

  /// The one of the jar that this JVM runs; empty when it runs from folders of classes.
  static Optional<StartCache> ofThisJvm() {
    return of(Path.of(System.getProperty("java.class.path")));
  }

  static Optional<StartCache> of(Path jar) {
    boolean isJar = jar.toString().endsWith(".jar") && Files.isRegularFile(jar);
    return isJar ? Optional.of(new StartCache(jar)) : Optional.empty();
  }

  Path jar() {
    return jar;
  }

  /// What the JVM reads.
  Path file() {
    String name = jar.getFileName().toString();
    return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + ".aot");
  }

  private Path keyFile() {
    return file().resolveSibling(file().getFileName() + ".key");
  }

  /// Whether there is a cache of exactly this program, and the JVM did not turn it down.
  boolean isGood() throws IOException {
    return isGood(JavaCommand.flags(), String.valueOf(System.getProperty("java.vm.info")));
  }

  /// @param vmInfo says `sharing` while a cache is in use, also the JDK's own
  boolean isGood(List<String> flags, String vmInfo) throws IOException {
    boolean asked = flags.stream().anyMatch(flag -> flag.startsWith(FLAG));
    return Files.exists(file())
        && Files.exists(keyFile())
        && Files.readString(keyFile()).equals(key())
        && (!asked || vmInfo.contains("sharing"));
  }

  /// Removes a cache that is not good.
  ///
  /// @return whether there was one
  boolean drop() throws IOException {
    Files.deleteIfExists(keyFile());
    return Files.deleteIfExists(file());
  }

  /// Takes over what was made, unless the program changed meanwhile.
  ///
  /// @param key as it was before
  /// @return whether it was taken
  boolean adopt(Path made, String key) throws IOException {
    if (!Files.exists(made) || !key.equals(key())) {
      return false;
    }
    Files.move(made, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(keyFile(), key);
    return true;
  }

  /// Names the JDK's build and every jar by size and time of change, which is what the JVM
  /// compares.
  String key() throws IOException {
    StringBuilder text = new StringBuilder(System.getProperty("java.vm.version"));
    text.append('\n').append(stamp(jar));
    Path lib = jar.resolveSibling("lib");
    if (Files.isDirectory(lib)) {
      try (Stream<Path> files = Files.list(lib)) {
        for (Path each : files.sorted().toList()) {
          text.append(stamp(each));
        }
      }
    }
    return sha256(text.toString());
  }

  private static String stamp(Path file) throws IOException {
    return "%s %d %d\n"
        .formatted(
            file.getFileName(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
