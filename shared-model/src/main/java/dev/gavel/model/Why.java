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
    Throwable bottom = failure;
    for (int i = 0; i < MAX_DEPTH && bottom.getCause() != null; i++) {
      bottom = bottom.getCause();
    }
    return said.contains(String.valueOf(bottom.getMessage())) ? said : said + " because " + bottom;
  }
}
