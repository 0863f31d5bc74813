package dev.gavel.bids.verify;

import dev.gavel.bids.home.RoomCommit;
import dev.gavel.bids.home.RoomProjection;
import dev.gavel.bids.store.ProjectionDocuments;
import dev.gavel.model.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/// The lists of rooms, of users and of items, that follow from the log of one partition.
final class ListProof {
  private final int partition;
  private final Map<String, Document> bidders = new HashMap<>();
  private final Map<String, Document> lots = new HashMap<>();

  ListProof(int partition) {
    this.partition = partition;
  }

  void add(RoomProjection.Listings listings) {
    for (RoomCommit.Listed one : listings.bidders()) {
      add(bidders, one, ProjectionDocuments.MAX_ROOMS_OF_A_BIDDER);
    }
    for (RoomCommit.Listed one : listings.item().stream().toList()) {
      add(lots, one, ProjectionDocuments.MAX_ROOMS_OF_AN_ITEM);
    }
  }

  private static void add(Map<String, Document> lists, RoomCommit.Listed one, int most) {
    lists.compute(
        Names.inPartition(one.of(), one.partition()),
        (_, before) -> ProjectionDocuments.listed(Optional.ofNullable(before), one, most));
  }

  /// @param next the first offset that need not be stored yet
  /// @param end the first offset that was not read of the log
  Optional<Difference> check(ViewEvidence view, DocumentChecks checks, long next, long end)
      throws IOException {
    Optional<Difference> difference = check(view, checks, Names.BIDDERS, bidders, next, end);
    return difference.isPresent() ? difference : check(view, checks, Names.LOTS, lots, next, end);
  }

  // Justification: the two collections differ in nothing else.
  private Optional<Difference> check(
      ViewEvidence view,
      DocumentChecks checks,
      String collection,
      Map<String, Document> lists,
      long next,
      long end)
      throws IOException {
    String where = "partition " + partition;
    List<DocumentChecks.Expected> all = new ArrayList<>();
    lists.forEach((_, list) ->
        all.add(
            DocumentChecks.Expected.of(
                where, collection, list, DocumentChecks.offset(list) < next)));
    view.ids(
        collection,
        partition,
        id -> {
          if (!lists.containsKey(id)) {
            all.add(new DocumentChecks.Expected(where, collection, id, Optional.empty(), true));
          }
        });
    for (DocumentChecks.Expected expected : all) {
      Optional<Difference> difference = checks.add(expected, end);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return checks.flush(end);
  }
}
