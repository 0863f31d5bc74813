package dev.gavel.bids.home;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.Offers;
import dev.gavel.model.Answer;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Decision;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What the decisions of a room say about its authors: their shares, the paddles, and the lists
/// into which the room comes by them. Not thread-safe.
final class RoomAuthors {
  private final String room;
  private final AuthorShares shares;
  private final TreeMap<Integer, String> paddles = new TreeMap<>();
  private long paddlesOffset;
  private boolean paddlesStored;
  private long offset = -1;

  // Since it was last taken.
  private final List<RoomCommit.Listed> bidders = new ArrayList<>();
  private Optional<RoomCommit.Listed> item = Optional.empty();
  private boolean paddlesChanged;

  RoomAuthors(String room, ProjectionCodec codec) {
    this.room = room;
    this.shares = new AuthorShares(room, codec);
  }

  /// How many shares hold them.
  int shares() {
    return shares.count();
  }

  /// A decision that the room remembers.
  ///
  /// @param live the room after it
  /// @param entry the decision as it is stored
  void add(RoomCommand command, Decision decision, LiveRoom live, Encoded entry) {
    offset = decision.place().offset();
    Set<String> names = named(command, decision);
    Optional<Offers> offers = changed(command.wish(), decision, live);
    offers.ifPresent(changed -> names.add(changed.bidder()));
    shares.add(names, decision.place().partition());
    shares.touch(command.by().id(), offset).answered(entry);
    offers.ifPresent(changed -> shares.touch(changed.bidder(), offset).stands(changed));
    accepted(command, decision);
    if (decision.answer() instanceof Answer.Done done) {
      done(command.wish(), done, decision.place().partition());
    }
  }

  /// All whose entries the decision changes.
  private static Set<String> named(RoomCommand command, Decision decision) {
    Set<String> names = new LinkedHashSet<>();
    names.add(command.by().id());
    boolean done = decision.answer() instanceof Answer.Done;
    switch (command.wish()) {
      case Wish.FloorBid(int paddle, _) when bid(decision.answer()) > 0 ->
          names.add(Wish.FLOOR + paddle);
      case Wish.Open(var terms) when done -> {
        names.addAll(terms.limits().keySet());
        names.addAll(terms.blocked());
      }
      case Wish.Block(var bidder, _) when done -> names.add(bidder);
      case Wish.Unblock(var bidder) when done -> names.add(bidder);
      case Wish.Limit(var bidder, _) when done -> names.add(bidder);
      case Wish.Approve(var bidder) when done -> names.add(bidder);
      default -> {} // the author alone
    }
    return names;
  }

  /// The bidder of whom a bid was taken out or put back.
  private static Optional<Offers> changed(Wish wish, Decision decision, LiveRoom live) {
    if (!(decision.answer() instanceof Answer.Done)) {
      return Optional.empty();
    }
    return switch (wish) {
      case Wish.VoidBid(long bid, _) -> live.offers(bid);
      case Wish.Reinstate(long bid, _) -> live.offers(bid);
      default -> Optional.empty();
    };
  }

  private void accepted(RoomCommand command, Decision decision) {
    long bid = bid(decision.answer());
    switch (command.wish()) {
      case Wish.Bid(var amount) when bid > 0 ->
          accepted(command.by().id(), new BidderShare.Offer(bid, amount.minor(), false), decision);
      case Wish.Maximum(var amount) when bid > 0 ->
          accepted(command.by().id(), new BidderShare.Offer(bid, amount.minor(), true), decision);
      case Wish.FloorBid(int paddle, var amount) when bid > 0 ->
          shares
              .touch(Wish.FLOOR + paddle, offset)
              .accepted(new BidderShare.Offer(bid, amount.minor(), false));
      default -> {} // no offer
    }
  }

  private void accepted(String bidder, BidderShare.Offer offer, Decision decision) {
    if (shares.touch(bidder, offset).accepted(offer)) {
      bidders.add(new RoomCommit.Listed(bidder, decision.place().partition(), room, offset));
    }
  }

  private static long bid(Answer answer) {
    return switch (answer) {
      case Answer.Leading(long bid, _, _) -> bid;
      case Answer.OutbidAtOnce(long bid, _, _) -> bid;
      case Answer.MaximumSet(long bid, _, _) -> bid;
      case Answer.MaximumUnchanged _, Answer.Done _, Answer.Ticked _, Answer.Refused _ -> 0;
    };
  }

  private void done(Wish wish, Answer.Done answer, int partition) {
    switch (wish) {
      case Wish.Open(var terms) -> opened(terms, partition);
      case Wish.Block(var bidder, _) -> shares.touch(bidder, offset).blocked(true);
      case Wish.Unblock(var bidder) -> shares.touch(bidder, offset).blocked(false);
      case Wish.Limit(var bidder, var amount) -> shares.touch(bidder, offset).limit(amount.minor());
      case Wish.Approve(var bidder) -> approved(bidder, answer);
      default -> {} // about the room, which the head says
    }
  }

  private void opened(RoomTerms terms, int partition) {
    item = Optional.of(new RoomCommit.Listed(terms.item(), partition, room, offset));
    terms.limits().forEach((bidder, limit) -> shares.touch(bidder, offset).limit(limit));
    terms.blocked().forEach(bidder -> shares.touch(bidder, offset).blocked(true));
  }

  private void approved(String bidder, Answer.Done answer) {
    int paddle = Math.toIntExact(answer.paddle().orElseThrow());
    if (paddles.putIfAbsent(paddle, bidder) == null) {
      shares.touch(bidder, offset).paddle(paddle);
      paddlesOffset = offset;
      paddlesChanged = true;
    }
  }

  /// The shares that were touched since they were last taken, also those that were outgrown.
  List<RoomCommit.Share> takeShares() {
    return shares.take();
  }

  /// The paddles, when one was given since they were last taken.
  Optional<RoomCommit.Paddles> takePaddles(int partition) {
    Optional<RoomCommit.Paddles> taken =
        paddlesChanged ? Optional.of(paddles(partition)) : Optional.empty();
    paddlesStored = paddlesStored || paddlesChanged;
    paddlesChanged = false;
    return taken;
  }

  /// The lists into which the room came since they were last taken: of users and of the item.
  RoomProjection.Listings takeListings() {
    RoomProjection.Listings taken = new RoomProjection.Listings(bidders, item);
    bidders.clear();
    item = Optional.empty();
    return taken;
  }

  private RoomCommit.Paddles paddles(int partition) {
    return new RoomCommit.Paddles(
        room, partition, paddlesOffset, new TreeMap<>(paddles), !paddlesStored);
  }

  /// What changed so far is stored already.
  void forget() {
    paddlesStored = paddlesStored || paddlesChanged;
    paddlesChanged = false;
    bidders.clear();
    item = Optional.empty();
    shares.forget();
  }
}
