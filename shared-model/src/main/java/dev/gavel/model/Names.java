package dev.gavel.model;

/// Topics, channels, keys and collections in one place.
public final class Names {
  /// Longest id (room, item, user, command, gateway). Letters, digits, `-`, `_`, `:` and `.` only.
  public static final int MAX_ID_CHARS = 64;

  public static final String COMMANDS = "auction.commands";
  public static final String RESULTS = "auction.results";
  public static final String UNREADABLE = "auction.unreadable";

  /// Kafka header of a command: name of the gateway that waits for the answer.
  public static final String GATEWAY_HEADER = "gateway";

  /// Kafka header of a command and of a decision: where the trace of the work behind it is (W3C
  /// Trace Context). Absent when that work is not traced.
  public static final String TRACE_HEADER = "traceparent";

  public static final String DATABASE = "auction";
  public static final String USERS = "users";
  public static final String ITEMS = "items";
  public static final String ROOMS = "rooms";
  public static final String BIDS = "bids";
  public static final String PLACES = "places";
  public static final String MESSAGES = "messages";

  private Names() {}

  /// Redis channel of a room: one JSON message an update ([RoomUpdate]).
  public static String roomChannel(String room) {
    return "gavel:{" + room + "}:updates";
  }

  /// Redis channel of a gateway: one JSON message a decision ([Decision]) that it waits for.
  public static String gatewayChannel(String gateway) {
    return "gavel:gateway:" + gateway;
  }

  /// Redis list: the newest updates of a room, newest last, capped at [#WINDOW_UPDATES].
  public static String windowKey(String room) {
    return "room:{" + room + "}:updates";
  }

  public static final int WINDOW_UPDATES = 500;

  /// Redis hash of a session, field `user`.
  public static String sessionKey(String sessionId) {
    return "socket:session#" + sessionId;
  }

  /// Whether `id` may be used as an id anywhere in the system.
  public static boolean isId(String id) {
    if (id.isEmpty() || id.length() > MAX_ID_CHARS) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!isOfId(id.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// By hand: every bid asks several times, and a pattern took a fifteenth of what a system did
  /// that had more bids than it could decide.
  private static boolean isOfId(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == ':'
        || c == '-';
  }
}
