package dev.gavel.gateway.plain;

/// What the plain protocol grants a connection.
///
/// @param maxMessageBytes one frame's text; a longer one is unreadable
/// @param maxDepth of objects and lists inside one another; a deeper frame is unreadable
/// @param maxSockets connections at once; the next handshake is answered 503
/// @param framesPerSecond of one connection, whatever they say; more ends it with 4529
/// @param unreadablePerMinute of one connection; more ends it with 4400
public record PlainLimits(
    int maxMessageBytes,
    int maxDepth,
    int maxSockets,
    int framesPerSecond,
    int unreadablePerMinute) {

  public PlainLimits {
    positive(maxMessageBytes, "maxMessageBytes");
    positive(maxDepth, "maxDepth");
    positive(maxSockets, "maxSockets");
    positive(framesPerSecond, "framesPerSecond");
    positive(unreadablePerMinute, "unreadablePerMinute");
  }

  /// What the gateway runs with unless told otherwise. Frames are counted far above what the
  /// auction allows: that answers politely, this ends a flood.
  public static PlainLimits defaults() {
    return new PlainLimits(16 * 1024, 16, 20_000, 200, 30);
  }

  private static void positive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
