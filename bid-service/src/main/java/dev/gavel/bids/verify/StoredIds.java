package dev.gavel.bids.verify;

import dev.gavel.model.Names;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many pages and shares are stored of each room of a partition, by their `_id`s: tells what is
/// stored and follows from nothing. Read before the log's end is looked up.
final class StoredIds {
  private static final Pattern PAGE = Pattern.compile("(.+)/([du])/(0|[1-9][0-9]{0,17})");
  private static final Pattern SHARE =
      Pattern.compile("(.+)/([1-9][0-9]{0,8})/(0|[1-9][0-9]{0,8})");

  /// The greatest numbers of a room's pages, -1 for none, and of its shares.
  record Most(long decisionPage, long updatePage, int shares) {
    static final Most NONE = new Most(-1, -1, 0);

    Most withPage(boolean decisions, long number) {
      return decisions
          ? new Most(Math.max(decisionPage, number), updatePage, shares)
          : new Most(decisionPage, Math.max(updatePage, number), shares);
    }

    Most withShares(int number) {
      return new Most(decisionPage, updatePage, Math.max(shares, number));
    }
  }

  private final Map<String, Most> rooms = new HashMap<>();
  private Optional<String> foreign = Optional.empty();

  static StoredIds read(ViewEvidence view, int partition, Optional<String> only)
      throws IOException {
    StoredIds ids = new StoredIds();
    view.ids(Names.PAGES, partition, id -> ids.page(id, only));
    view.ids(Names.SHARES, partition, id -> ids.share(id, only));
    return ids;
  }

  private void page(String id, Optional<String> only) {
    Matcher page = PAGE.matcher(id);
    if (!page.matches()) {
      foreign(Names.PAGES, id, only);
    } else if (only.isEmpty() || only.get().equals(page.group(1))) {
      boolean decisions = page.group(2).equals("d");
      long number = Long.parseLong(page.group(3));
      rooms.merge(
          page.group(1),
          Most.NONE.withPage(decisions, number),
          (before, _) -> before.withPage(decisions, number));
    }
  }

  private void share(String id, Optional<String> only) {
    Matcher share = SHARE.matcher(id);
    if (!share.matches() || !exists(share)) {
      foreign(Names.SHARES, id, only);
    } else if (only.isEmpty() || only.get().equals(share.group(1))) {
      int shares = Integer.parseInt(share.group(2));
      rooms.merge(
          share.group(1), Most.NONE.withShares(shares), (before, _) -> before.withShares(shares));
    }
  }

  private static boolean exists(Matcher share) {
    int shares = Integer.parseInt(share.group(2));
    return Integer.bitCount(shares) == 1 && Integer.parseInt(share.group(3)) < shares;
  }

  private void foreign(String collection, String id, Optional<String> only) {
    if (only.isEmpty() && foreign.isEmpty()) {
      foreign = Optional.of(collection + "." + id);
    }
  }

  /// An `_id` that names nothing of any room.
  Optional<String> foreign() {
    return foreign;
  }

  /// What is stored by room.
  Map<String, Most> rooms() {
    return rooms;
  }
}
