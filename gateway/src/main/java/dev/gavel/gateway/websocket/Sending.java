package dev.gavel.gateway.websocket;

/// How what is due on many sockets is given to the kernel.
public enum Sending {
  /// By io_uring where the kernel, the container and the JVM's options allow it, else one by one.
  TOGETHER,
  ONE_BY_ONE;

  /// Reads `together` or `one-by-one`.
  public static Sending of(String text) {
    return switch (text) {
      case "together" -> TOGETHER;
      case "one-by-one" -> ONE_BY_ONE;
      default ->
          throw new IllegalArgumentException(
              "gateway.sending must be together or one-by-one, was " + text);
    };
  }
}
