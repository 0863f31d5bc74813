package dev.gavel.gateway.ring;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The four functions of the C library that a ring needs, on 64-bit Linux.
@SuppressWarnings("restricted") // the jar's manifest and the start options allow it
final class Libc {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  // The numbers are the same on x86-64 and ARM64.
  private static final long IO_URING_SETUP = 425;
  private static final long IO_URING_ENTER = 426;
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_SHARED_POPULATE = 0x8001;
  private static final long MAP_FAILED = -1;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
  private static final VarHandle ERRNO_VALUE =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SETUP =
      variadic(FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS));
  private static final MethodHandle ENTER =
      variadic(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle MMAP =
      handle(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private static final MethodHandle MUNMAP =
      handle("munmap", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  /// Where the C library leaves `errno`. Belongs to one thread.
  private final MemorySegment state;

  Libc(Arena arena) {
    this.state = arena.allocate(Linker.Option.captureStateLayout());
  }

  private static MethodHandle variadic(FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow("syscall"),
        descriptor,
        ERRNO,
        Linker.Option.firstVariadicArg(1));
  }

  private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, ERRNO);
  }

  /// A ring's descriptor, or a negative errno.
  int setup(int entries, MemorySegment params) {
    try {
      return result((long) SETUP.invokeExact(state, IO_URING_SETUP, entries, params));
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// How many entries the kernel took, or a negative errno.
  int enter(int ring, int submit, int waitFor, int flags) {
    try {
      return result(
          (long)
              ENTER.invokeExact(
                  state, IO_URING_ENTER, ring, submit, waitFor, flags, MemorySegment.NULL, 0L));
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  /// The ring's memory at `offset`; throws when the kernel does not map it.
  MemorySegment map(int ring, long bytes, long offset) {
    try {
      MemorySegment mapped =
          (MemorySegment)
              MMAP.invokeExact(
                  state,
                  MemorySegment.NULL,
                  bytes,
                  PROT_READ_WRITE,
                  MAP_SHARED_POPULATE,
                  ring,
                  offset);
      if (mapped.address() == MAP_FAILED) {
        throw new IllegalStateException("mmap: errno " + errno());
      }
      return mapped.reinterpret(bytes);
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  void unmap(MemorySegment mapped) {
    try {
      int ignored = (int) MUNMAP.invokeExact(state, mapped, mapped.byteSize());
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  void close(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw bug(e);
    }
  }

  private int result(long returned) {
    return returned < 0 ? -errno() : (int) returned;
  }

  private int errno() {
    return (int) ERRNO_VALUE.get(state, 0L);
  }

  /// `invokeExact` declares everything, and these functions throw nothing.
  private static RuntimeException bug(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      case Throwable e -> new IllegalStateException(e);
    };
  }
}
