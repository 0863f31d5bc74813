package dev.gavel.runtime.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Secrets in a file, one a line, the newest first. It is read anew at every call: whoever changes
/// the file need tell nobody. Replace it by renaming, so that nobody reads half of it.
public record SecretFile(Path path) {
  /// Longer files are no secrets.
  static final int MAX_BYTES = 16 * 1024;

  /// The lines that are not blank, without the space around them.
  ///
  /// @throws IOException when there is no file, no line in it, or far too much
  public List<String> lines() throws IOException {
    if (Files.size(path) > MAX_BYTES) {
      throw new IOException(path + ": more than " + MAX_BYTES + " bytes");
    }
    List<String> lines =
        Files.readString(path, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
    if (lines.isEmpty()) {
      throw new IOException(path + ": no secret in it");
    }
    return lines;
  }

  /// The newest.
  public String first() throws IOException {
    return lines().getFirst();
  }
}
