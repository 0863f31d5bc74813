package dev.gavel.backends;

import java.util.Locale;
import java.util.Optional;

/// Which servers tests run against: real images where a Docker daemon has them, else the embedded
/// ones. `-Dbackends=containers|embedded` forces one.
enum Choice {
  AUTO,
  EMBEDDED,
  CONTAINERS;

  /// System property.
  static final String PROPERTY = "backends";

  /// One of the servers, and the image that stands for it; the same as in compose.yaml.
  enum Part {
    KAFKA("apache/kafka:4.1.0"),
    REDIS("valkey/valkey:8.1"),
    MONGO("mongo:8.0");

    final String image;

    Part(String image) {
      this.image = image;
    }
  }

  static Choice given() {
    String word = System.getProperty(PROPERTY, "auto").strip();
    try {
      return valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "-D" + PROPERTY + "=auto, embedded or containers, not " + word, unknown);
    }
  }

  /// Why `part` does not run as a container; empty when it does.
  ///
  /// @throws IllegalStateException when containers are forced and there is no daemon: said at once,
  ///   instead of a library's waiting for one
  Optional<String> embeddedBecause(Part part, Docker docker) {
    return switch (this) {
      case EMBEDDED -> Optional.of("asked for");
      case CONTAINERS -> {
        Optional<String> absent = docker.absentBecause();
        if (absent.isPresent()) {
          throw new IllegalStateException("-Dbackends=containers, but " + absent.get());
        }
        yield Optional.empty();
      }
      // Never pulls by itself: without a registry that would hang for minutes.
      case AUTO ->
          docker
              .absentBecause()
              .or(() ->
                  docker.has(part.image)
                      ? Optional.empty()
                      : Optional.of("no image " + part.image + " here"));
    };
  }
}
