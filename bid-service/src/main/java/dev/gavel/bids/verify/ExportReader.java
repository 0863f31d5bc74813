package dev.gavel.bids.verify;

import dev.gavel.model.Codec;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Reads an exported room line by line, whatever its length.
final class ExportReader implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final ExportCodec codec = new ExportCodec();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[CHUNK_BYTES];
  private final InputStream in;
  private int at;
  private int end;
  private long number;

  ExportReader(InputStream in) {
    this.in = in;
  }

  static ExportReader open(Path file) throws IOException {
    return new ExportReader(Files.newInputStream(file));
  }

  /// The next line; empty after the last.
  ///
  /// @throws UnreadableEvidence when it is none of an export
  Optional<ExportLine> next() throws IOException {
    Optional<byte[]> bytes = bytes();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    number++;
    return switch (codec.read(bytes.get())) {
      case Codec.Read.Value<ExportLine>(var value) -> Optional.of(value);
      case Codec.Read.Bad<ExportLine>(var why) -> throw unreadable(why.reason());
    };
  }

  UnreadableEvidence unreadable(String why) {
    return new UnreadableEvidence("line " + number + ": " + why);
  }

  private Optional<byte[]> bytes() throws IOException {
    line.reset();
    while (at < end || fill()) {
      int from = at;
      while (at < end && chunk[at] != '\n') {
        at++;
      }
      line.write(chunk, from, at - from);
      if (at < end) {
        at++;
        return Optional.of(line.toByteArray());
      }
      if (line.size() > ExportCodec.MAX_BYTES) {
        number++;
        throw unreadable("longer than " + ExportCodec.MAX_BYTES + " bytes");
      }
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(chunk));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
