package dev.gavel.backends;

import java.nio.file.Path;

/// A program that starts the `mongod` of its PATH in a folder, says where it answers, and lives
/// until its input ends: what a parent may do to it, a test does.
final class MongodProgram {
  private MongodProgram() {}

  public static void main(String[] folder) throws Exception {
    try (MongodProcess mongod = MongodProcess.start(Path.of(folder[0]))) {
      System.out.println(mongod.uri() + " " + mongod.pid());
      System.in.transferTo(System.out);
    }
  }
}
