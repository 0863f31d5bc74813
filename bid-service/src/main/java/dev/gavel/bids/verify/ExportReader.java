package dev.gavel.bids.verify;

import dev.gavel.model.Codec;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Reads an exported room line by line, whatever its length.
final class ExportReader implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final byte[] DECISION = ",\"decision\":{".getBytes(StandardCharsets.UTF_8);

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

  /// A line whose decision was not read yet.
  ///
  /// @param line an entry without its decision, or any other line
  /// @param decision the decision's bytes; none when the line has another form
  /// @param bytes the whole line
  // The bytes are never changed.
  @SuppressWarnings("ArrayRecordComponent")
  record Split(ExportLine line, byte[] decision, byte[] bytes) {}

  /// The next line; empty after the last.
  ///
  /// @throws UnreadableEvidence when it is none of an export
  Optional<ExportLine> next() throws IOException {
    Optional<byte[]> bytes = bytes();
    return bytes.isEmpty() ? Optional.empty() : Optional.of(read(bytes.get()));
  }

  /// The next line, its decision apart: whoever knows what was decided need not read it.
  Optional<Split> nextSplit() throws IOException {
    Optional<byte[]> bytes = bytes();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    byte[] whole = bytes.get();
    int at = border(whole);
    if (at < 0) {
      return Optional.of(new Split(read(whole), new byte[0], whole));
    }
    byte[] head = Arrays.copyOf(whole, at + 1);
    head[at] = '}';
    byte[] decision = Arrays.copyOfRange(whole, at + DECISION.length - 1, whole.length - 1);
    return Optional.of(new Split(read(head), decision, whole));
  }

  ExportLine read(byte[] bytes) throws UnreadableEvidence {
    return switch (codec.read(bytes)) {
      case Codec.Read.Value<ExportLine>(var value) -> value;
      case Codec.Read.Bad<ExportLine>(var why) -> throw unreadable(why.reason());
    };
  }

  /// Where the decision begins in a line as we write it. These bytes stand in no text, where the
  /// quotes would be escaped; what is found wrongly in another form is read as a whole then.
  private static int border(byte[] line) {
    for (int at = 0; at < line.length - DECISION.length; at++) {
      if (line[at] == ','
          && Arrays.equals(line, at, at + DECISION.length, DECISION, 0, DECISION.length)) {
        return line[line.length - 1] == '}' ? at : -1;
      }
    }
    return -1;
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
        number++;
        return Optional.of(line.toByteArray());
      }
      if (line.size() > ExportCodec.MAX_BYTES) {
        number++;
        throw unreadable("longer than " + ExportCodec.MAX_BYTES + " bytes");
      }
    }
    if (line.size() == 0) {
      return Optional.empty();
    }
    number++;
    return Optional.of(line.toByteArray());
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
