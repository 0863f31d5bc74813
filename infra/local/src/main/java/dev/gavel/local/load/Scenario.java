package dev.gavel.local.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Shapes of load that auctions really have, with numbers for two cores. Options change them.
enum Scenario {
  /// Many rooms, little in each.
  CALM(200, 20, 200, 10, 1, 30),
  /// One room that everybody watches; nearly all offers come too late.
  HOT(1, 1_000, 100, 500, 0.01, 30),
  /// One room, bids below the minimum at full blast: how much does a refusal cost?
  TOO_LOW(1, 100, 2_000, 20_000, 0.001, 20),
  /// Lots that all end in the same second, bids ever more towards it, each keeping its room open.
  CLOSING(100, 10, 500, 1_000, 0.3, 60),
  /// Two maxima, each a million steps above the last: must cost no more than a plain bid.
  DUEL(1, 20, 2, 20, 1, 15),
  /// Everybody on the first gateway loses the connection and comes back on the second.
  RECONNECT(1, 1_000, 50, 100, 0.05, 20),
  /// Everybody takes a seat within five seconds.
  STAMPEDE(1, 3_000, 50, 50, 0.05, 10),
  /// Some viewers stop reading; the others must not notice.
  SLOW(1, 500, 50, 100, 0.3, 20);

  final int rooms;
  final int viewers;
  final int bidders;
  final double offersPerS;
  final double winning;
  final int seconds;

  /// @param viewers seats a room
  /// @param bidders in all rooms together, on seats of their own
  /// @param winning share of offers that are enough as far as the bidder can know
  Scenario(int rooms, int viewers, int bidders, double offersPerS, double winning, int seconds) {
    this.rooms = rooms;
    this.viewers = viewers;
    this.bidders = bidders;
    this.offersPerS = offersPerS;
    this.winning = winning;
    this.seconds = seconds;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<Scenario> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(Scenario::word).collect(Collectors.joining(", "));
  }

  /// Whether it needs rooms of its own instead of those that are open.
  boolean opensRooms() {
    return switch (this) {
      case CLOSING, DUEL -> true;
      case CALM, HOT, TOO_LOW, RECONNECT, STAMPEDE, SLOW -> false;
    };
  }
}
