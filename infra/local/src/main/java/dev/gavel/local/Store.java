package dev.gavel.local;

import dev.gavel.backends.MongoInstance;
import dev.gavel.backends.MongoWire;
import dev.gavel.backends.MongodProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The server of MongoDB's protocol in which a local run keeps its documents. Each has a folder of
/// its own in the data folder, since neither reads what the other wrote.
public enum Store {
  STAND_IN("stand-in", "mongo", "이 프로그램 안의 대역 a stand-in inside this program") {
    @Override
    MongoInstance open(Path folder) throws IOException {
      if (Files.exists(folder.resolve(OLD_FILE))) {
        throw new CannotStart(
            "데이터 폴더가 예전 형식입니다. --fresh로 처음부터 시작하거나 --data DIR로 다른 폴더를 고르세요.",
            "The data folder has an older layout: begin anew with --fresh, or use --data DIR.");
      }
      return MongoWire.inFolder(folder);
    }
  },

  MONGOD("mongod", "mongod", "mongod") {
    @Override
    MongoInstance open(Path folder) throws IOException {
      if (MongodProcess.absentBecause().isPresent()) {
        throw new CannotStart(
            "PATH에 mongod가 없습니다. 설치하거나 --store stand-in --fresh로 시작하세요.",
            "There is no mongod on the PATH: install it, or start with --store stand-in --fresh.");
      }
      return MongodProcess.start(folder);
    }
  };

  /// What the stand-in wrote before it kept documents as BSON.
  private static final String OLD_FILE = "mongo.mv";

  private final String option;
  private final String folder;
  private final String words;

  Store(String option, String folder, String words) {
    this.option = option;
    this.folder = folder;
    this.words = words;
  }

  /// The one with this word on the command line; none for `auto`.
  static Optional<Store> of(String option) {
    if (option.equals("auto")) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(values())
            .filter(store -> store.option.equals(option))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--store: auto, stand-in, mongod 중 하나 / must be one of them, not " + option)));
  }

  /// The one that was asked for. Else the one that has documents in the data folder; in a new folder
  /// `mongod` where it is installed.
  static Store chosen(Optional<Store> asked, Path data) {
    return asked
        .or(() -> Arrays.stream(values()).filter(store -> store.isIn(data)).findFirst())
        .orElseGet(() -> MongodProcess.absentBecause().isEmpty() ? MONGOD : STAND_IN);
  }

  private boolean isIn(Path data) {
    return Files.isDirectory(data.resolve(folder));
  }

  /// Starts it.
  ///
  /// @throws CannotStart when it is not installed, or the folder is of an older layout
  MongoInstance start(Path data) throws IOException {
    return open(data.resolve(folder));
  }

  abstract MongoInstance open(Path folder) throws IOException;

  /// What a person is told.
  String words() {
    return words;
  }
}
