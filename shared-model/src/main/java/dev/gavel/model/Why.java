package dev.gavel.model;

/// What to tell an operator about a server that cannot be used.
public final class Why {
  /// Causes that are looked through; a chain may be a circle.
  private static final int MAX_DEPTH = 20;

  private Why() {}

  /// The failure and, when something else is at the bottom of it, that too: "SSL handshake failed"
  /// alone does not say that a certificate is not trusted.
  public static String of(Throwable failure) {
    String said = failure.toString();
    Throwable bottom = bottom(failure);
    String reason = bottom.getMessage() == null ? bottom.toString() : bottom.getMessage();
    return said.contains(reason) ? said : said + " because " + bottom;
  }

  /// The last of a failure's causes: itself when there is none.
  public static Throwable bottom(Throwable failure) {
    Throwable bottom = failure;
    for (int i = 0; i < MAX_DEPTH && bottom.getCause() != null; i++) {
      bottom = bottom.getCause();
    }
    return bottom;
  }
}
