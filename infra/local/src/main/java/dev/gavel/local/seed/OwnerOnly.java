package dev.gavel.local.seed;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read, where the file system knows owners.
public final class OwnerOnly {
  private OwnerOnly() {}

  /// An empty file at `path`, replacing what was there.
  public static Path create(Path path) throws IOException {
    Files.deleteIfExists(path);
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(path);
  }
}
