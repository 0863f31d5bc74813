package dev.gavel.model;

/// A tree is not what a codec reads. Stays inside the codecs: [JsonCodec] turns it into an
/// [Unreadable], so that nobody outside sees an exception.
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  Unfit(String reason) {
    super(reason, null, false, false);
  }

  Unreadable unreadable() {
    String reason = getMessage();
    return new Unreadable(reason == null ? "" : reason);
  }
}
