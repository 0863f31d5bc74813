package dev.gavel.gateway.websocket;

/// The close codes of RFC 6455 section 7.4 that this server uses, and which ones a client may send.
final class CloseCode {
  static final int NORMAL = 1000;
  static final int PROTOCOL_ERROR = 1002;
  static final int NOT_UTF8 = 1007;
  static final int POLICY = 1008;
  static final int TOO_BIG = 1009;
  static final int INTERNAL_ERROR = 1011;

  private CloseCode() {}

  /// 1000-1003 and 1007-1011 by the RFC, 1012-1014 by the IANA registry, 3000-4999 for libraries
  /// and applications. 1004-1006 and 1015 never travel.
  static boolean maySend(int code) {
    return (code >= 1000 && code <= 1003)
        || (code >= 1007 && code <= 1014)
        || (code >= 3000 && code <= 4999);
  }
}
