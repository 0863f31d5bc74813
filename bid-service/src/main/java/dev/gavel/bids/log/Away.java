package dev.gavel.bids.log;

import dev.gavel.model.Why;

/// A server that is needed does not answer, or what it did is unknown. Nothing is skipped: the same
/// is tried again, with a back-off.
public final class Away extends Exception {
  private static final long serialVersionUID = 1;

  private final Server server;

  /// Who is away.
  public enum Server {
    KAFKA,
    MONGO
  }

  public Away(Server server, String doing, Throwable cause) {
    super(server + " is away while " + doing + ": " + Why.of(cause), cause);
    this.server = server;
  }

  public Server server() {
    return server;
  }
}
