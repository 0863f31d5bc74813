package dev.gavel.bids.home;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.Offers;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Answer;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.StoredDecision;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/// What is stored of one room, as it follows from its decisions one after the other, and what of it
/// changed since it was last taken. Costs the same per decision at any length of the log. Not
/// thread-safe.
public final class RoomProjection {
  private static final ProjectionCodec CODEC = new ProjectionCodec();

  private final String room;
  private final PageTail decisions = new PageTail();
  private final PageTail updates = new PageTail();
  private final AuthorShares shares;
  private final TreeMap<Integer, String> paddles = new TreeMap<>();
  private long paddlesOffset;
  private boolean paddlesStored;
  private long offset = -1;

  // Since the last commit.
  private final List<PageTail.Full> fullDecisions = new ArrayList<>();
  private final List<PageTail.Full> fullUpdates = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();
  private final List<RoomCommit.Listed> bidders = new ArrayList<>();
  private Optional<RoomCommit.Listed> item = Optional.empty();
  private boolean paddlesChanged;
  private long pageFirst;

  public RoomProjection(String room) {
    this.room = room;
    this.shares = new AuthorShares(room, CODEC);
  }

  /// The next decision of the room.
  ///
  /// @param live the room after it
  public void add(RoomCommand command, Decision decision, LiveRoom live) {
    offset = decision.place().offset();
    if (decisions.total() % Names.PAGE == 0) {
      pageFirst = offset;
    }
    StoredDecision stored = StoredForm.of(command, decision);
    Encoded entry = new Encoded(() -> CODEC.write(stored));
    decisions
        .add(entry)
        .ifPresent(full -> {
          fullDecisions.add(full);
          firsts.add(pageFirst);
        });
    for (RoomUpdate update : decision.updates()) {
      updates.add(new Encoded(() -> CODEC.write(update))).ifPresent(fullUpdates::add);
    }
    if (StoredForm.isFirstAnswer(decision, command.wish())) {
      remember(command, decision, live, entry);
    }
  }

  private void remember(RoomCommand command, Decision decision, LiveRoom live, Encoded entry) {
    Set<String> names = new LinkedHashSet<>();
    names.add(command.by().id());
    Optional<Offers> offers = Optional.empty();
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
      case Wish.VoidBid(long bid, _) when done -> offers = live.offers(bid);
      case Wish.Reinstate(long bid, _) when done -> offers = live.offers(bid);
      default -> {} // nothing but the answer is remembered
    }
    offers.ifPresent(changed -> names.add(changed.bidder()));
    shares.add(names, decision.place().partition());
    shares.touch(command.by().id(), offset).answered(entry);
    offers.ifPresent(changed -> shares.touch(changed.bidder(), offset).stands(changed));
    accepted(command, decision);
    if (done) {
      done(command.wish(), decision);
    }
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

  private void done(Wish wish, Decision decision) {
    switch (wish) {
      case Wish.Open(var terms) -> opened(terms, decision.place().partition());
      case Wish.Block(var bidder, _) -> shares.touch(bidder, offset).blocked(true);
      case Wish.Unblock(var bidder) -> shares.touch(bidder, offset).blocked(false);
      case Wish.Limit(var bidder, var amount) -> shares.touch(bidder, offset).limit(amount.minor());
      case Wish.Approve(var bidder) -> approved(bidder, (Answer.Done) decision.answer());
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

  /// How many decisions there were so far.
  public long decisions() {
    return decisions.total();
  }

  /// What changed since the last call, with the room as it is now.
  ///
  /// @param isNew whether nothing of the room was stored before
  public RoomCommit commit(RoomView view, String topicId, long firstOffset, boolean isNew) {
    int partition = view.place().partition();
    RoomCommit commit =
        new RoomCommit(
            head(view, topicId, firstOffset),
            isNew,
            takePages(partition),
            takeShares(),
            takePaddles(partition),
            bidders,
            item);
    takeListings();
    return commit;
  }

  /// The room as it is now.
  public RoomHead head(RoomView view, String topicId, long firstOffset) {
    return new RoomHead(
        view,
        topicId,
        firstOffset,
        offset,
        decisions.total(),
        shares.count(),
        decisions.bytes(),
        updates.bytes());
  }

  /// The pages that were filled since they were last taken.
  public List<RoomCommit.Page> takePages(int partition) {
    List<RoomCommit.Page> pages = pages(partition);
    fullDecisions.clear();
    fullUpdates.clear();
    firsts.clear();
    return pages;
  }

  /// The shares that were touched since they were last taken, also those that were outgrown.
  public List<RoomCommit.Share> takeShares() {
    return shares.take();
  }

  /// The paddles, when one was given since they were last taken.
  public Optional<RoomCommit.Paddles> takePaddles(int partition) {
    Optional<RoomCommit.Paddles> taken =
        paddlesChanged ? Optional.of(paddles(partition)) : Optional.empty();
    paddlesStored = paddlesStored || paddlesChanged;
    paddlesChanged = false;
    return taken;
  }

  /// The lists into which the room came since they were last taken: of users and of the item.
  public Listings takeListings() {
    Listings taken = new Listings(bidders, item);
    bidders.clear();
    item = Optional.empty();
    return taken;
  }

  /// @param item when the room was opened
  public record Listings(List<RoomCommit.Listed> bidders, Optional<RoomCommit.Listed> item) {
    public Listings {
      bidders = List.copyOf(bidders);
    }
  }

  private RoomCommit.Paddles paddles(int partition) {
    return new RoomCommit.Paddles(
        room, partition, paddlesOffset, new TreeMap<>(paddles), !paddlesStored);
  }

  private List<RoomCommit.Page> pages(int partition) {
    List<RoomCommit.Page> pages = new ArrayList<>();
    for (int i = 0; i < fullDecisions.size(); i++) {
      PageTail.Full full = fullDecisions.get(i);
      String id = Names.decisionPage(room, full.number());
      OptionalLong first = OptionalLong.of(firsts.get(i));
      pages.add(new RoomCommit.Page(id, partition, first, full.bytes()));
    }
    for (PageTail.Full full : fullUpdates) {
      String id = Names.updatePage(room, full.number());
      pages.add(new RoomCommit.Page(id, partition, OptionalLong.empty(), full.bytes()));
    }
    return pages;
  }

  /// What changed so far is stored already: a replay passes it by.
  public void forget() {
    paddlesStored = paddlesStored || paddlesChanged;
    paddlesChanged = false;
    fullDecisions.clear();
    fullUpdates.clear();
    firsts.clear();
    bidders.clear();
    item = Optional.empty();
    shares.forget();
  }
}
