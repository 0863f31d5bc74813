package dev.gavel.gateway.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A system call a socket: works everywhere.
final class OneByOne implements Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(OneByOne.class);

  /// At most so much is put together for one write.
  private static final int WRITE_BYTES = 64 * 1024;

  private final ByteBuffer scratch = ByteBuffer.allocateDirect(WRITE_BYTES);
  private final String why;

  OneByOne(String why) {
    this.why = why;
  }

  @Override
  public void send(Source source) {
    try {
      ByteBuffer batch = source.next(scratch);
      if (batch.hasRemaining()) {
        write(source, batch);
      }
    } catch (RuntimeException bug) {
      source.failed(bug);
    }
  }

  /// Writes what the socket takes.
  static void write(Source source, ByteBuffer batch) {
    int written;
    try {
      written = source.channel().write(batch);
    } catch (IOException e) { // the reading side meets it too
      LOG.trace("writing", e);
      source.broken();
      return;
    }
    source.written(batch, written);
  }

  @Override
  public void finish() {
    // nothing is kept back
  }

  @Override
  public String way() {
    return "one by one (" + why + ")";
  }

  @Override
  public void close() {
    // nothing to let go of
  }
}
