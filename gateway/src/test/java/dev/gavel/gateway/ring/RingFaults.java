package dev.gavel.gateway.ring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Rings for tests, and how they break.
public final class RingFaults {
  private RingFaults() {}

  /// A ring of this thread's; where there can be none, the test is skipped and says why.
  public static SendRing open() {
    return switch (SendRing.open()) {
      case SendRing.Opening.Opened(SendRing ring) -> ring;
      case SendRing.Opening.Unavailable(String why) -> {
        Assumptions.abort("no io_uring here: " + why);
        throw new AssertionError("aborted above");
      }
    };
  }

  /// The kernel does not know any ring of this process any more. No other may be in use.
  public static void breakAll() {
    try (Arena arena = Arena.ofConfined();
        DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      Libc libc = new Libc(arena);
      for (Path descriptor : open) {
        if (Files.isSymbolicLink(descriptor)
            && Files.readSymbolicLink(descriptor).toString().contains("io_uring")) {
          libc.close(Integer.parseInt(descriptor.getFileName().toString()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
