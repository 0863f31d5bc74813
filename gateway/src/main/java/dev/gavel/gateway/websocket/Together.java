package dev.gavel.gateway.websocket;

import dev.gavel.gateway.ring.SendRing;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A system call a turn, by io_uring. A long rest or entry, and everything once the kernel has
/// refused the ring, goes one by one.
final class Together implements Outlet, SendRing.Results {
  private static final Logger LOG = LoggerFactory.getLogger(Together.class);

  private final SendRing ring;
  private final OneByOne alone = new OneByOne("the ring is broken");
  private final @Nullable Source[] sources = new @Nullable Source[SendRing.SENDS];
  private final @Nullable ByteBuffer[] batches = new @Nullable ByteBuffer[SendRing.SENDS];
  private boolean isBroken;

  Together(SendRing ring) {
    this.ring = ring;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very buffer that was lent
  public void send(Source source) {
    if (isBroken || source.descriptor() == Source.UNKNOWN) {
      alone.send(source);
      return;
    }
    try {
      ByteBuffer room = ring.room();
      ByteBuffer batch = source.next(room);
      if (!batch.hasRemaining()) {
        return;
      }
      if (batch == room) {
        int send = ring.add(source.descriptor(), batch.limit());
        sources[send] = source;
        batches[send] = batch;
      } else {
        OneByOne.write(source, batch);
      }
    } catch (RuntimeException bug) {
      source.failed(bug);
    }
    if (ring.isFull()) {
      finish();
    }
  }

  @Override
  public void finish() {
    if (isBroken) {
      return;
    }
    try {
      ring.submit(this);
    } catch (IllegalStateException e) {
      isBroken = true;
      LOG.error("io_uring is of no use any more, sending one by one", e);
      breakUnanswered();
    }
  }

  /// What became of these sends is not known: their clients come back and catch up.
  private void breakUnanswered() {
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] != null) {
        broken(i, 0);
      }
    }
  }

  @Override
  public void sent(int send, int bytes) {
    Source source = take(send);
    try {
      source.written(Objects.requireNonNull(batches[send]).position(bytes), bytes);
    } catch (RuntimeException bug) {
      source.failed(bug);
    }
  }

  @Override
  public void broken(int send, int errno) {
    LOG.trace("a send failed: errno {}", errno);
    Source source = take(send);
    try {
      source.broken();
    } catch (RuntimeException bug) {
      source.failed(bug);
    }
  }

  private Source take(int send) {
    Source source = Objects.requireNonNull(sources[send], "no such send");
    sources[send] = null;
    return source;
  }

  @Override
  public String way() {
    return "together (io_uring)";
  }

  @Override
  public void close() {
    ring.close();
  }
}
