package dev.gavel.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Packages from npm for tests; what was installed once stays in its folder.
public final class Npm {
  private static final long LIMIT_S = 120;

  private Npm() {}

  /// Installs a package below a folder unless one of its files is there. Without npm, or without a
  /// network, the test is skipped.
  ///
  /// @param file of the package, below `node_modules`
  /// @return that file
  public static Path installed(Path folder, String what, String file)
      throws IOException, InterruptedException {
    Path there = folder.resolve("node_modules").resolve(file);
    if (!Files.exists(there)) {
      Files.createDirectories(folder);
      assumeTrue(install(folder, what), "npm is missing, or has no network: no " + what);
    }
    return there;
  }

  private static boolean install(Path folder, String what) throws InterruptedException {
    try {
      Process npm =
          new ProcessBuilder(
                  "npm", "install", "--no-save", "--no-audit", "--no-fund", "--prefix", ".", what)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      boolean ended = npm.waitFor(LIMIT_S, TimeUnit.SECONDS);
      npm.destroyForcibly();
      return ended && npm.exitValue() == 0;
    } catch (IOException noNpm) {
      return false;
    }
  }
}
