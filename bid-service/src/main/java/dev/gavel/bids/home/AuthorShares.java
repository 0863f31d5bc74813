package dev.gavel.bids.home;

import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// The authors of a room, dealt out to its shares. The number of shares grows with the authors; all
/// are written anew under new names then, and those of before keep what they held up to there, so
/// that what is stored does not depend on where a batch ends. Not thread-safe.
final class AuthorShares {
  /// Authors of a share on average, at most. Fixed: it is part of what is stored.
  static final int AUTHORS_OF_A_SHARE = 8;

  private final String room;
  private final ProjectionCodec codec;
  private final Map<String, AuthorEntry> authors = new HashMap<>();
  private final Set<Share> touched = new LinkedHashSet<>();
  private final List<RoomCommit.Share> outgrown = new ArrayList<>();
  private List<Share> shares = List.of();
  private int partition;

  /// One share: its authors by id.
  private static final class Share {
    private final int number;
    private final TreeMap<String, AuthorEntry> authors = new TreeMap<>();
    private long offset;
    private boolean stored;

    Share(int number) {
      this.number = number;
    }
  }

  AuthorShares(String room, ProjectionCodec codec) {
    this.room = room;
    this.codec = codec;
  }

  int count() {
    return shares.size();
  }

  /// Makes authors known, all that a command names at once: then the shares grow at most once.
  void add(Set<String> names, int inPartition) {
    partition = inPartition;
    List<AuthorEntry> fresh = new ArrayList<>(0);
    for (String name : names) {
      if (!authors.containsKey(name)) {
        fresh.add(new AuthorEntry(name));
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    int wanted = sharesFor(authors.size() + fresh.size());
    boolean grows = wanted != shares.size();
    if (grows) {
      outgrown.addAll(encodeTouched());
    }
    fresh.forEach(author -> authors.put(author.bidder(), author));
    if (grows) {
      grow(wanted);
    } else {
      fresh.forEach(author -> share(author).authors.put(author.bidder(), author));
    }
  }

  static int sharesFor(int authors) {
    int least = (authors + AUTHORS_OF_A_SHARE - 1) / AUTHORS_OF_A_SHARE;
    return least <= 1 ? least : Integer.highestOneBit(least - 1) << 1;
  }

  private void grow(int wanted) {
    List<Share> more = new ArrayList<>();
    for (int number = 0; number < wanted; number++) {
      more.add(new Share(number));
    }
    shares = List.copyOf(more);
    for (AuthorEntry author : authors.values()) {
      Share share = share(author);
      share.authors.put(author.bidder(), author);
      share.offset = Math.max(share.offset, author.offset());
      touched.add(share);
    }
  }

  /// An author that was added, to be changed by the command at `offset`.
  AuthorEntry touch(String name, long offset) {
    AuthorEntry author = Objects.requireNonNull(authors.get(name));
    author.touch(offset);
    Share share = share(author);
    share.offset = offset;
    touched.add(share);
    return author;
  }

  private Share share(AuthorEntry author) {
    return shares.get(Names.shareNumber(shares.size(), author.bidder()));
  }

  /// What is to be stored since the last call.
  List<RoomCommit.Share> take() {
    List<RoomCommit.Share> all = new ArrayList<>(outgrown);
    outgrown.clear();
    all.addAll(encodeTouched());
    return all;
  }

  /// All that was touched is stored already.
  void forget() {
    outgrown.clear();
    touched.forEach(share -> share.stored = true);
    touched.clear();
  }

  private List<RoomCommit.Share> encodeTouched() {
    List<RoomCommit.Share> encoded = new ArrayList<>();
    for (Share share : touched) {
      ByteArrayOutputStream joined = new ByteArrayOutputStream();
      share.authors.values().forEach(author -> joined.writeBytes(author.bytes(codec)));
      encoded.add(
          new RoomCommit.Share(
              Names.share(room, shares.size(), share.number),
              partition,
              share.offset,
              joined.toByteArray(),
              !share.stored));
      share.stored = true;
    }
    touched.clear();
    return encoded;
  }
}
