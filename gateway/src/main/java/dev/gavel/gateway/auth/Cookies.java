package dev.gavel.gateway.auth;

/// The two cookies. Names and attributes are the README's "Cookies".
public final class Cookies {
  public static final String TOKEN = "access_token";
  public static final String SESSION = "session_id";

  /// Read too, never written: the original wrote one name and read the other.
  public static final String SESSION_AS_READ_BEFORE = "socket_session_id";

  public static final int SESSION_S = 1_800;

  private final boolean secure;

  public Cookies(boolean secure) {
    this.secure = secure;
  }

  /// Set-Cookie value for a session.
  public String session(String id) {
    return cookie(SESSION, id, SESSION_S, "Strict");
  }

  /// Set-Cookie value for a token. Lax, so that a link from a mail finds its reader logged in.
  public String token(String token, int lifeS) {
    return cookie(TOKEN, token, lifeS, "Lax");
  }

  /// Set-Cookie value that takes the token away.
  public String noToken() {
    return cookie(TOKEN, "", 0, "Lax");
  }

  private String cookie(String name, String value, int maxAgeS, String sameSite) {
    return name
        + "="
        + value
        + "; Path=/; Max-Age="
        + maxAgeS
        + "; HttpOnly; SameSite="
        + sameSite
        + (secure ? "; Secure" : "");
  }
}
