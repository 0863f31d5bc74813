package dev.gavel.gateway.api;

/// A server that a request needs did not answer. Whether a change was made is not known.
final class Away extends Exception {
  private static final long serialVersionUID = 1L;

  Away(String doing, Throwable cause) {
    super(doing, cause);
  }
}
