package dev.gavel.gateway.ring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/// Sends on many non-blocking sockets at once: what was added goes to the kernel in one system
/// call, and nothing is left in flight when it returns. Where a call costs much (a virtual machine,
/// mitigations) that halves what a small message costs, and the readers it wakes do not interrupt
/// the rest.
///
/// Belongs to the thread that opened it. Who closes a socket must do it on that thread, or a number
/// could mean another socket by then.
public final class SendRing implements AutoCloseable {
  /// Sends in one call.
  public static final int SENDS = 128;

  /// Bytes of one send.
  public static final int SEND_BYTES = 16 * 1024;

  /// Bytes of all sends of a call; full sooner when they are long. They lie close together, for the
  /// sake of the processor's caches.
  private static final int BYTES = 16 * SEND_BYTES;

  /// What came of an attempt to have a ring.
  public sealed interface Opening {
    /// Sends may go together.
    record Opened(SendRing ring) implements Opening {}

    /// They may not.
    ///
    /// @param why for people who run the service
    record Unavailable(String why) implements Opening {}
  }

  /// Who is told how a send ended.
  public interface Results {
    /// A send ended well.
    ///
    /// @param send the number that [SendRing#add] gave
    /// @param bytes that the socket took, possibly none
    void sent(int send, int bytes);

    /// The connection is broken.
    void broken(int send, int errno);
  }

  private static final int WAIT_FOR_RESULTS = 1; // IORING_ENTER_GETEVENTS

  private final Arena arena;
  private final Libc libc;
  private final int ring;
  private final RingMemory memory;
  private final ByteBuffer bytes;
  private final long address;
  private int used;
  private int next;
  private int waiting;

  private SendRing(Arena arena, Libc libc, int ring, RingMemory memory) {
    this.arena = arena;
    this.libc = libc;
    this.ring = ring;
    this.memory = memory;
    MemorySegment all = arena.allocate(BYTES);
    this.bytes = all.asByteBuffer();
    this.address = all.address();
  }

  /// Asks the kernel for a ring.
  @SuppressWarnings("MustBeClosedChecker") // the ring closes its arena
  public static Opening open() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return new Opening.Unavailable("no Linux");
    }
    Arena arena = Arena.ofConfined();
    try {
      Opening opening = open(arena, new Libc(arena));
      if (opening instanceof Opening.Unavailable) {
        arena.close();
      }
      return opening;
    } catch (IllegalCallerException | LinkageError e) { // native access is denied, or no glibc
      arena.close();
      return new Opening.Unavailable(e.toString());
    }
  }

  private static Opening open(Arena arena, Libc libc) {
    MemorySegment params = arena.allocate(RingMemory.PARAMS_BYTES, Long.BYTES);
    int ring = libc.setup(SENDS, params);
    if (ring < 0) {
      return new Opening.Unavailable("io_uring_setup: errno " + -ring);
    }
    try {
      RingMemory memory = new RingMemory(libc, ring, params, SENDS);
      return new Opening.Opened(new SendRing(arena, libc, ring, memory));
    } catch (IllegalStateException e) {
      libc.close(ring);
      return new Opening.Unavailable(e.toString());
    }
  }

  /// Whether [#submit] has to come before another [#room].
  public boolean isFull() {
    return waiting == SENDS || used > BYTES - SEND_BYTES;
  }

  /// Empty room for the bytes that [#add] takes next.
  public ByteBuffer room() {
    return bytes.slice(used, SEND_BYTES);
  }

  /// The first bytes of the [#room] are to be sent. One call of [#submit] must not hold a socket
  /// twice.
  ///
  /// @return the send's number, below [#SENDS]
  public int add(int descriptor, int length) {
    int send = next;
    memory.fill(send, descriptor, address + used, length);
    used += length;
    next = (next + 1) % SENDS;
    waiting++;
    return send;
  }

  /// Sends what was added and tells each result before it returns.
  ///
  /// @throws IllegalStateException when the kernel does not serve the ring any more; what has no
  ///   result by then is unknown
  public void submit(Results results) {
    memory.offer(waiting);
    int unsubmitted = waiting;
    while (waiting > 0) {
      int taken = libc.enter(ring, unsubmitted, waiting, WAIT_FOR_RESULTS);
      if (taken < 0 && taken != -Libc.EINTR) {
        throw new IllegalStateException("io_uring_enter: errno " + -taken);
      }
      unsubmitted -= Math.max(taken, 0);
      tell(results);
    }
    used = 0;
  }

  private void tell(Results results) {
    for (int send = memory.finished(); send >= 0; send = memory.finished()) {
      int result = memory.takeResult();
      waiting--;
      if (result >= 0) {
        results.sent(send, result);
      } else if (result == -Libc.EAGAIN) {
        results.sent(send, 0);
      } else {
        results.broken(send, -result);
      }
    }
  }

  @Override
  public void close() {
    memory.unmap(libc);
    libc.close(ring);
    arena.close();
  }
}
