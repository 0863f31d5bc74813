package dev.gavel.backends;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import redis.embedded.RedisExecProvider;

/// Which Redis a [RedisProcess] is.
enum RedisBinary {
  /// The one that the embedded-redis artifact carries; the machine's own on a platform that it has
  /// none for.
  CARRIED_FIRST {
    @Override
    String path(Path home) throws IOException {
      try {
        return carried(home);
      } catch (IOException | RuntimeException none) {
        return installed().orElseThrow(() -> nothing(none));
      }
    }
  },

  /// `redis-server` from the PATH, as a distribution built it; else the artifact's.
  INSTALLED_FIRST {
    @Override
    String path(Path home) throws IOException {
      Optional<String> installed = installed();
      return installed.isPresent() ? installed.get() : carried(home);
    }
  };

  /// A file that can be executed.
  ///
  /// @param home where a carried one is unpacked
  abstract String path(Path home) throws IOException;

  private static Optional<String> installed() {
    return onPath("redis-server");
  }

  private static IOException nothing(Exception cause) {
    return new IOException(
        "no Redis for this platform in the artifact and no redis-server on the PATH", cause);
  }

  private static String carried(Path home) throws IOException {
    Path ours = home.resolve("redis-server");
    if (Files.isExecutable(ours)) {
      return ours.toString();
    }
    Path unpacked = RedisExecProvider.defaultProvider().get().toPath();
    Files.copy(unpacked, ours, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(unpacked);
    if (!ours.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + ours + " executable");
    }
    return ours.toString();
  }

  static Optional<String> onPath(String program) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .map(dir -> Path.of(dir).resolve(program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
