package dev.gavel.gateway.ring;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;

/// The kernel's number of a channel's socket. The JDK knows it and has no public way to say it:
/// `java.base/sun.nio.ch` must be open to us (our jars' manifests say `Add-Opens`).
public final class Descriptors {
  private static final Optional<MethodHandle> NUMBER = find();

  private Descriptors() {}

  private static Optional<MethodHandle> find() {
    try {
      Class<?> channel = Class.forName("sun.nio.ch.SelChImpl");
      return Optional.of(
          MethodHandles.privateLookupIn(channel, MethodHandles.lookup())
              .findVirtual(channel, "getFDVal", MethodType.methodType(int.class))
              .asType(MethodType.methodType(int.class, SocketChannel.class)));
    } catch (ReflectiveOperationException e) { // not open to us, or another JDK
      return Optional.empty();
    }
  }

  /// Whether numbers can be had.
  public static boolean areKnown() {
    return NUMBER.isPresent();
  }

  /// Empty when the JVM does not let us know. The number is the channel's until it is closed.
  public static OptionalInt of(SocketChannel channel) {
    if (NUMBER.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) NUMBER.get().invokeExact(channel));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e); // getFDVal declares nothing
    }
  }
}
