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

  /// The head of each room: what changes with every batch, and small.
  public static final String ROOMS = "rooms";

  /// Immutable pages of a room's decisions and of its updates, [#PAGE] each.
  public static final String PAGES = "pages";

  /// What a room knows of each bidder, several bidders a document.
  public static final String SHARES = "shares";

  /// The paddles of a room.
  public static final String PADDLES = "paddles";

  /// The rooms in which a user has bid, one document a partition of the log.
  public static final String BIDDERS = "bidders";

  /// The rooms in which an item is sold, one document a partition of the log.
  public static final String LOTS = "lots";

  /// How far each partition is stored, and of which log ([#LAYOUT]).
  public static final String CHECKPOINTS = "checkpoints";

  /// Collections of the layout before this one; a database that has them is not read.
  public static final String BIDS = "bids";

  public static final String PLACES = "places";
  public static final String MESSAGES = "messages";

  /// `_id` of the checkpoint document that names the layout, the topic and its partitions.
  public static final String LAYOUT = "layout";

  /// The layout that this version reads and writes.
  public static final int LAYOUT_VERSION = 2;

  /// Entries of a full page.
  public static final int PAGE = 100;

  private Names() {}

  /// `_id` of the page with a room's decisions from `PAGE * number` on, counted from 0.
  public static String decisionPage(String room, long number) {
    return room + "/d/" + number;
  }

  /// `_id` of the page with a room's updates from sequence `PAGE * number + 1` on.
  public static String updatePage(String room, long number) {
    return room + "/u/" + number;
  }

  /// `_id` of the share that holds a bidder, while the room has so many.
  ///
  /// @param shares a power of two
  public static String share(String room, int shares, String bidder) {
    return share(room, shares, shareNumber(shares, bidder));
  }

  /// `_id` of a share by its number, from 0 on.
  public static String share(String room, int shares, int number) {
    return room + "/" + shares + "/" + number;
  }

  /// Which of so many shares holds a bidder. Fixed: it is part of what is stored. The hash is
  /// finished as MurmurHash3 does it, because ids often differ in their last digits alone.
  public static int shareNumber(int shares, String bidder) {
    int hash = bidder.hashCode();
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return (hash ^ (hash >>> 16)) & (shares - 1);
  }

  /// `_id` of what one partition knows of a user ([#BIDDERS]) or of an item ([#LOTS]).
  public static String inPartition(String userOrItem, int partition) {
    return userOrItem + "/" + partition;
  }

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
