package dev.gavel.gateway.websocket;

/// What one HTTP request may take, each checked before the memory for it is taken.
///
/// @param maxLineBytes the request line; more is 414
/// @param maxHeadBytes the head, request line and field lines together; more is 431
/// @param maxFields field lines, and cookies; more is 431
/// @param body what a body may have
public record RequestLimits(int maxLineBytes, int maxHeadBytes, int maxFields, BodyLimit body) {
  /// Of a path that no route answers for.
  public static final int UNROUTED_BODY_BYTES = 512 * 1024;

  /// The most bytes of a request's body, known before a byte of it is read.
  @FunctionalInterface
  public interface BodyLimit {
    /// The limit of one request.
    ///
    /// @param path without the query
    long maxBytes(String method, String path);
  }

  public RequestLimits {
    if (maxLineBytes <= 0 || maxHeadBytes <= 0 || maxFields <= 0) {
      throw new IllegalArgumentException("limits of a request must be positive");
    }
  }

  /// What the gateway runs with unless told otherwise.
  public static RequestLimits defaults() {
    return new RequestLimits(8 * 1024, 16 * 1024, 100, (_, _) -> UNROUTED_BODY_BYTES);
  }
}
