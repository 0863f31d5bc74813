package dev.gavel.local;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.gavel.backends.MongodProcess;
import dev.gavel.backends.RedisProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The folder that a system lives in, held by one process at a time. The operating system drops the
/// lock with the process, so a `kill -9` leaves nothing to tidy.
final class DataFolder implements AutoCloseable {
  private static final String LOCK = "gavel.lock";

  /// What a start may create in the folder, and so all that `--fresh` deletes.
  private static final List<String> OURS =
      List.of("kafka", "redis", "mongo", "mongod", "demo.json", "secret");

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// Takes the folder, creating it when it is missing.
  ///
  /// @throws CannotStart when another process holds it, or it cannot be written
  static DataFolder open(Path path) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel = FileChannel.open(path.resolve(LOCK), CREATE, READ, WRITE);
    } catch (IOException e) {
      throw new CannotStart(
          "데이터 폴더를 만들 수 없습니다: " + path + " (--data DIR로 다른 폴더를 고르세요)",
          "Cannot write the data folder: " + e + " (choose another with --data DIR)");
    }
    if (lock(channel) == null) {
      String holder = holder(channel);
      channel.close();
      throw new CannotStart(
          "이미 실행 중입니다%s: %s. 먼저 끄거나 --data DIR로 다른 폴더를 쓰세요.".formatted(holder, path),
          "Another Gavel%s uses %s. Stop it first, or use --data DIR.".formatted(holder, path));
    }
    String pid = Long.toString(ProcessHandle.current().pid());
    channel.truncate(0).write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    return new DataFolder(path, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisJvm) {
      return null;
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII);
    return pid.matches("[0-9]+") ? " (pid " + pid + ")" : "";
  }

  /// Empties the folder of what earlier runs made; other files stay.
  void empty() throws IOException {
    RedisProcess.endLeftover(path.resolve("redis"));
    MongodProcess.endLeftover(path.resolve("mongod"));
    for (String name : OURS) {
      delete(path.resolve(name));
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  Path path() {
    return path;
  }

  /// Gives the folder back.
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
