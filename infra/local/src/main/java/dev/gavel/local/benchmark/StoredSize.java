package dev.gavel.local.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.h2.mvstore.MVStoreTool;

/// What a store's folder takes on disk.
final class StoredSize {
  private StoredSize() {}

  /// All files of a folder.
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(StoredSize::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same once the stand-in's file is written anew without what was replaced. Only when nothing
  /// has it open; a folder of another server stays as it is.
  static long compacted(Path folder) throws IOException {
    Path file = folder.resolve("mongo.mv");
    if (Files.exists(file)) {
      MVStoreTool.compact(file.toString(), false);
    }
    return bytes(folder);
  }
}
