package dev.gavel.gateway.ring;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// The queues that a ring shares with the kernel, laid out as `struct io_uring_params` says
/// (io_uring_setup(2)): entries to submit one way, their results the other.
final class RingMemory {
  static final int PARAMS_BYTES = 120;

  private static final int SINGLE_MMAP = 1; // IORING_FEAT_SINGLE_MMAP, Linux 5.4
  private static final int FEATURES_AT = 20;
  private static final int SQ_OFFSETS_AT = 40;
  private static final int CQ_OFFSETS_AT = 80;
  private static final long ENTRIES_OFFSET = 0x10000000L; // IORING_OFF_SQES

  private static final int ENTRY_BYTES = 64;
  private static final int RESULT_BYTES = 16;
  private static final byte SEND = 26; // IORING_OP_SEND, Linux 5.6
  private static final int DONT_WAIT_NO_SIGNAL = 0x4040; // MSG_DONTWAIT | MSG_NOSIGNAL

  private static final VarHandle SHARED = JAVA_INT.varHandle();

  private final MemorySegment queues;
  private final MemorySegment entries;
  private final long submitTailAt;
  private final long resultHeadAt;
  private final long resultTailAt;
  private final long resultsAt;
  private final int resultMask;
  private int submitTail;
  private int resultHead;

  /// @param count entries, a power of two
  RingMemory(Libc libc, int ring, MemorySegment params, int count) {
    if ((params.get(JAVA_INT, FEATURES_AT) & SINGLE_MMAP) == 0) {
      throw new IllegalStateException("a kernel before 5.4");
    }
    int resultCount = params.get(JAVA_INT, 4);
    long arrayAt = params.get(JAVA_INT, SQ_OFFSETS_AT + 24);
    this.resultsAt = params.get(JAVA_INT, CQ_OFFSETS_AT + 20);
    long bytes =
        Math.max(
            arrayAt + (long) count * Integer.BYTES, resultsAt + (long) resultCount * RESULT_BYTES);
    this.queues = libc.map(ring, bytes, 0);
    this.entries = libc.map(ring, (long) count * ENTRY_BYTES, ENTRIES_OFFSET);
    this.submitTailAt = params.get(JAVA_INT, SQ_OFFSETS_AT + 4);
    this.resultHeadAt = params.get(JAVA_INT, CQ_OFFSETS_AT);
    this.resultTailAt = params.get(JAVA_INT, CQ_OFFSETS_AT + 4);
    this.resultMask = resultCount - 1;
    for (int i = 0; i < count; i++) {
      queues.set(JAVA_INT, arrayAt + (long) i * Integer.BYTES, i); // entry i is always place i
      prepare(i);
    }
  }

  private void prepare(int entry) {
    long at = (long) entry * ENTRY_BYTES;
    entries.set(JAVA_BYTE, at, SEND);
    entries.set(JAVA_INT, at + 28, DONT_WAIT_NO_SIGNAL);
    entries.set(JAVA_LONG, at + 32, entry); // comes back with the result
  }

  /// What the entry sends, and where to.
  void fill(int entry, int descriptor, long address, int length) {
    long at = (long) entry * ENTRY_BYTES;
    entries.set(JAVA_INT, at + 4, descriptor);
    entries.set(JAVA_LONG, at + 16, address);
    entries.set(JAVA_INT, at + 24, length);
  }

  /// Shows the kernel so many more entries.
  void offer(int more) {
    submitTail += more;
    SHARED.setRelease(queues, submitTailAt, submitTail);
  }

  /// The entry whose result is next, or -1 when there is none yet.
  int finished() {
    int tail = (int) SHARED.getAcquire(queues, resultTailAt);
    return resultHead == tail ? -1 : (int) queues.get(JAVA_LONG, resultAt());
  }

  /// Bytes sent by the [#finished] entry, or a negative errno. Lets go of it.
  int takeResult() {
    int result = queues.get(JAVA_INT, resultAt() + Long.BYTES);
    SHARED.setRelease(queues, resultHeadAt, ++resultHead);
    return result;
  }

  private long resultAt() {
    return resultsAt + (long) (resultHead & resultMask) * RESULT_BYTES;
  }

  void unmap(Libc libc) {
    libc.unmap(entries);
    libc.unmap(queues);
  }
}
