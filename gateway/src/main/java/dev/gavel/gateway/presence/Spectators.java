package dev.gavel.gateway.presence;

/// Spectators sit under their session's id, marked so that it meets no user's: no id holds a `~`.
public final class Spectators {
  private static final String MARK = "~";

  private Spectators() {}

  /// What to call a spectator as a `userId` of [Presence].
  public static String of(String sessionId) {
    return MARK + sessionId;
  }

  static boolean is(String who) {
    return who.startsWith(MARK);
  }
}
