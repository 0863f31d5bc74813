package dev.gavel.local.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One thing that is measured.
interface Benchmark {
  /// Measures; ends what it started.
  List<Measurement> run(Setting setting) throws Exception;

  /// What and where.
  ///
  /// @param work an empty folder that may be filled
  record Setting(Checkout checkout, Path work, BenchmarkSizes sizes) {
    /// A path in the folder that nothing has yet.
    Path unused(String name) throws IOException {
      Path path = work.resolve(name);
      for (int i = 2; Files.exists(path); i++) {
        path = work.resolve(name + "-" + i);
      }
      return path;
    }
  }
}
