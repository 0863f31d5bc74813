package dev.gavel.bids.home;

import dev.gavel.bids.room.LiveRoom;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.StoredDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What is stored of one room, as it follows from its decisions one after the other, and what of it
/// changed since it was last taken. Costs the same per decision at any length of the log. Not
/// thread-safe.
public final class RoomProjection {
  private static final ProjectionCodec CODEC = new ProjectionCodec();

  private final String room;
  private final PageTail decisions = new PageTail();
  private final PageTail updates = new PageTail();
  private final RoomAuthors authors;
  private long offset = -1;

  // Since the last commit.
  private final List<PageTail.Full> fullDecisions = new ArrayList<>();
  private final List<PageTail.Full> fullUpdates = new ArrayList<>();
  private final List<Long> firsts = new ArrayList<>();
  private long pageFirst;

  public RoomProjection(String room) {
    this.room = room;
    this.authors = new RoomAuthors(room, CODEC);
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
      authors.add(command, decision, live, entry);
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
    Listings listings = takeListings();
    return new RoomCommit(
        head(view, topicId, firstOffset),
        isNew,
        takePages(partition),
        takeShares(),
        takePaddles(partition),
        listings.bidders(),
        listings.item());
  }

  /// The room as it is now.
  public RoomHead head(RoomView view, String topicId, long firstOffset) {
    return new RoomHead(
        view,
        topicId,
        firstOffset,
        offset,
        decisions.total(),
        authors.shares(),
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
    return authors.takeShares();
  }

  /// The paddles, when one was given since they were last taken.
  public Optional<RoomCommit.Paddles> takePaddles(int partition) {
    return authors.takePaddles(partition);
  }

  /// The lists into which the room came since they were last taken: of users and of the item.
  public Listings takeListings() {
    return authors.takeListings();
  }

  /// Lists into which a room came.
  ///
  /// @param item when the room was opened
  public record Listings(List<RoomCommit.Listed> bidders, Optional<RoomCommit.Listed> item) {
    public Listings {
      bidders = List.copyOf(bidders);
    }
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
    fullDecisions.clear();
    fullUpdates.clear();
    firsts.clear();
    authors.forget();
  }
}
