package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Refusal;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/// Faults planted into what a running system holds: two rooms whose commands take turns in one
/// partition.
class LiveFaultsTest {
  private static final int BID = 6; // of r1: its fourth command

  private final List<LogEntry> first = Sale.log("r1", 0, 0);
  private final List<LogEntry> second = Sale.log("r2", 0, 1);
  private final MemoryEvidence held = MemoryEvidence.of(List.of(first, second));

  @Test
  void nothingPlanted() throws IOException {
    LiveProof proof = proof(Optional.empty());
    assertThat(proof.check(held, held)).isEmpty();
    assertThat(proof.tally()).isEqualTo(new Tally(2, 26, 0, 0, 9));
    LiveProof one = proof(Optional.of("r2"));
    assertThat(one.check(held, held)).isEmpty();
    assertThat(one.tally()).isEqualTo(new Tally(1, 13, 0, 0, 3));
  }

  @Test
  void anAmountChangedInTheLog() throws IOException {
    LogEntry changed = Sale.with(first.get(3), new Wish.Bid(new Amount.Exact(160_000)));
    held.commands.set(BID, MemoryEvidence.command(changed));
    assertDifference("room r1, place 0:6", "answer.price", "160000", "150000");
    assertThat(proof(Optional.of("r2")).check(held, held)).isEmpty();
  }

  @Test
  void aRefusalRemovedFromTheResults() throws IOException {
    held.results.remove(4);
    assertDifference("room r1, place 0:4", "result", "BELOW_MINIMUM", "nothing");
  }

  @Test
  void aRefusalRemovedFromTheLog() throws IOException {
    held.commands.remove(4);
    // Its result stands there still, and is nobody's.
    assertDifference("0:4", "result", "nothing", "BELOW_MINIMUM");
    held.results.remove(4);
    assertDifference("room r1, place 0:6", "receipt", "", held.decision(BID - 1).receipt());
  }

  @Test
  void twoCommandsSwapped() throws IOException {
    held.commands.set(BID, MemoryEvidence.command(Sale.with(first.get(3), first.get(4).command())));
    held.commands.set(
        BID + 2, MemoryEvidence.command(Sale.with(first.get(4), first.get(3).command())));
    assertDifference("room r1, place 0:6", "id", "c4", "c3");
  }

  @Test
  void twoResultsSwapped() throws IOException {
    Collections.swap(held.results, BID, BID + 1);
    assertDifference("room r1, place 0:6", "result", "Leading", "nothing");
  }

  @Test
  void aDecisionChangedTogetherWithItsHashes() throws IOException {
    List<Decision> decisions = new ArrayList<>(Sale.decisions(first));
    Decision late = decisions.get(Sale.LATE_BID);
    decisions.set(
        Sale.LATE_BID,
        new Decision(
            late.room(),
            late.place(),
            late.id(),
            late.by(),
            late.op(),
            late.atMs(),
            Answer.Refused.of(Refusal.BLOCKED),
            false,
            late.sequence(),
            late.updates(),
            ""));
    Decision forged = Export.resealed(first, decisions).get(Sale.LATE_BID);
    held.results.set(2 * Sale.LATE_BID, MemoryEvidence.result(forged));
    assertDifference("room r1, place 0:24", "answer.code", "CLOSED", "BLOCKED");
  }

  @Test
  void theRoomClosedEarly() throws IOException {
    LogEntry shorter = Sale.with(first.getFirst(), new Wish.Open(Sale.terms(90_000)));
    List<LogEntry> early = new ArrayList<>(first);
    early.set(0, shorter);
    List<Decision> decisions = Sale.decisions(early);
    for (int i = 0; i < first.size(); i++) {
      held.results.set(2 * i, MemoryEvidence.result(decisions.get(i)));
    }
    assertDifference("room r1, place 0:0", "updates.0.event.terms.closesAtMs", "100000", "90000");
  }

  @Test
  void aResultInAnotherForm() throws IOException {
    String spaced = held.text(BID).replace(",\"answer\"", ", \"answer\"");
    held.results.set(BID, MemoryEvidence.record("r1", spaced.getBytes(StandardCharsets.UTF_8)));
    assertDifference("room r1, place 0:6", "result", "form", "another form");
  }

  @Test
  void theLastResultMissing() throws IOException {
    held.results.removeLast();
    assertDifference("room r2, place 0:25", "result", "CLOSED", "nothing");
    // Nobody said that it was stored: then it may be on its way.
    held.next = 25;
    LiveProof proof = proof(Optional.empty());
    MemoryEvidence before = MemoryEvidence.of(List.of(second.subList(0, 12)));
    for (String collection : List.of(Names.ROOMS, Names.SHARES)) {
      held.in(collection).putAll(before.in(collection));
    }
    assertThat(proof.check(held, held)).isEmpty();
    assertThat(proof.tally().undecided()).isEqualTo(1);
  }

  @Test
  void resultsDeliveredAgainAfterACrashAreNoted() throws IOException {
    List<LoggedRecord> again = List.copyOf(held.results.subList(5, 12));
    held.results.addAll(12, again);
    held.results.addAll(again);
    LiveProof proof = proof(Optional.empty());
    assertThat(proof.check(held, held)).isEmpty();
    assertThat(proof.tally().again()).isEqualTo(14);
  }

  @Test
  void aSecondOtherResultForOnePlace() throws IOException {
    String forged = held.text(BID).replace("\"price\":150000", "\"price\":140000");
    LoggedRecord record = MemoryEvidence.record("r1", forged.getBytes(StandardCharsets.UTF_8));
    for (int at : List.of(BID + 1, held.results.size())) {
      held.results.add(at, record);
      assertDifference("0:6", "result", "the one decision of this place", "price=140000");
      held.results.remove(at);
    }
    held.results.add(BID, record);
    assertDifference("room r1, place 0:6", "answer.price", "150000", "140000");
  }

  @Test
  void aResultOfNoCommand() throws IOException {
    String invented = held.text(25).replace("\"place\":\"0:25\"", "\"place\":\"0:27\"");
    held.results.add(MemoryEvidence.record("r2", invented.getBytes(StandardCharsets.UTF_8)));
    assertDifference("0:27", "result", "nothing", "CLOSED");
  }

  @Test
  void aStoredDecisionEdited() throws IOException {
    MemoryEvidence large = MemoryEvidence.of(List.of(Sale.longLog("long", 230)));
    Document page = document(large.in(Names.PAGES), "long/d/0");
    Document edited =
        Forgery.decision(page, "entries", 17, Answer.Refused.of(Refusal.BELOW_MINIMUM));
    large.in(Names.PAGES).put("long/d/0", edited);
    assertDifference(
        large,
        "room long, up to place 0:99",
        "pages.long/d/0.entries.17.answer.status",
        "leading",
        "refused");
    large.in(Names.PAGES).put("long/d/0", new Document(page).append("first", 3L));
    assertDifference(large, "room long, up to place 0:99", "pages.long/d/0.first", "0", "3");
    Document head = document(held.in(Names.ROOMS), "r1");
    held.in(Names.ROOMS)
        .put(
            "r1",
            Forgery.decision(head, "decisionTail", 3, Answer.Refused.of(Refusal.BELOW_MINIMUM)));
    assertDifference(
        "room r1, place 0:24", "rooms.r1.decisionTail.3.answer.status", "leading", "refused");
  }

  @Test
  void aByteOfAPageChanged() throws IOException {
    MemoryEvidence large = MemoryEvidence.of(List.of(Sale.longLog("long", 230)));
    Document page = document(large.in(Names.PAGES), "long/u/1");
    byte[] bytes = page.get("entries", Binary.class).getData().clone();
    bytes[bytes.length / 2] ^= 1;
    large.in(Names.PAGES).put("long/u/1", new Document(page).append("entries", new Binary(bytes)));
    assertThat(proof(Optional.empty()).check(large, large))
        .hasValueSatisfying(
            difference -> assertThat(difference.what()).startsWith("pages.long/u/1.entries"));
  }

  @Test
  void aPageMissingOrInvented() throws IOException {
    MemoryEvidence large = MemoryEvidence.of(List.of(Sale.longLog("long", 230)));
    Document page = Objects.requireNonNull(large.in(Names.PAGES).remove("long/d/1"));
    assertDifference(
        large, "room long, up to place 0:199", "pages.long/d/1", "a document", "nothing");
    large.in(Names.PAGES).put("long/d/1", page);
    large.in(Names.PAGES).put("long/d/7", new Document(page).append("_id", "long/d/7"));
    assertDifference(large, "room long", "pages.long/d/7", "nothing", "a document");
    large.in(Names.PAGES).remove("long/d/7");
    for (String foreign : List.of("nobody/d/0", "long/x/0", "long")) {
      large.in(Names.PAGES).put(foreign, new Document(page).append("_id", foreign));
      assertThat(proof(Optional.empty()).check(large, large))
          .hasValueSatisfying(found -> assertThat(found.found()).isEqualTo("a document"));
      large.in(Names.PAGES).remove(foreign);
    }
    assertThat(proof(Optional.empty()).check(large, large)).isEmpty();
  }

  @Test
  void aShareEditedMissingOrInvented() throws IOException {
    MemoryEvidence large = MemoryEvidence.of(List.of(Sale.longLog("long", 230)));
    int shares = document(large.in(Names.ROOMS), "long").getInteger("shares");
    String id = Names.share("long", shares, "anne");
    Document share = document(large.in(Names.SHARES), id);
    large.in(Names.SHARES).put(id, Forgery.limit(share, 0, 7));
    assertDifference(large, "room long", "shares." + id + ".entries.0.limit", "5000000", "7");
    large.in(Names.SHARES).remove(id);
    assertDifference(large, "room long", "shares." + id, "a document", "nothing");
    large.in(Names.SHARES).put(id, share);
    large.in(Names.SHARES).remove("long/1/0"); // what the room has outgrown
    assertDifference(large, "room long", "shares.long/1/0", "a document", "nothing");
    MemoryEvidence again = MemoryEvidence.of(List.of(Sale.longLog("long", 230)));
    String invented = Names.share("long", 2 * shares, 0);
    again.in(Names.SHARES).put(invented, new Document(share).append("_id", invented));
    assertDifference(again, "room long", "shares." + invented, "nothing", "a document");
  }

  @Test
  void paddlesAndListsEditedMissingOrInvented() throws IOException {
    document(held.in(Names.PADDLES), "r1").put("paddles", List.of());
    assertDifference("room r1", "paddles.r1.paddles.0.bidder", "anne", "nothing");
    held.in(Names.PADDLES).remove("r1");
    assertDifference("room r1", "paddles.r1", "a document", "nothing");
    held.documents.put(Names.PADDLES, MemoryEvidence.of(List.of(first, second)).in(Names.PADDLES));
    Document list = Objects.requireNonNull(held.in(Names.BIDDERS).remove("bo/0"));
    assertDifference("partition 0", "bidders.bo/0", "a document", "nothing");
    held.in(Names.BIDDERS).put("bo/0", new Document(list).append("rooms", List.of("r2")));
    assertDifference("partition 0", "bidders.bo/0.rooms.1", "r1", "nothing");
    held.in(Names.BIDDERS).put("bo/0", list);
    held.in(Names.BIDDERS).put("cy/0", new Document(list).append("_id", "cy/0"));
    assertDifference("partition 0", "bidders.cy/0", "nothing", "a document");
    held.in(Names.BIDDERS).remove("cy/0");
    held.in(Names.LOTS).remove("item-1/0");
    assertDifference("partition 0", "lots.item-1/0", "a document", "nothing");
  }

  @Test
  void aStoredRoomEdited() throws IOException {
    document(held.in(Names.ROOMS), "r1").get("standing", Document.class).put("leader", "bo");
    assertDifference("room r1, place 0:24", "rooms.r1.standing.leader", "anne", "bo");
  }

  @Test
  void aStoredRoomThatIsBehindGoneOrAhead() throws IOException {
    Map<String, Document> rooms = held.in(Names.ROOMS);
    Document room = document(rooms, "r1");
    MemoryEvidence before = MemoryEvidence.of(List.of(first.subList(0, 4)));
    rooms.put("r1", document(before.in(Names.ROOMS), "r1"));
    assertDifference("room r1, place 0:8", "rooms.r1.offset", "at least 8", "6");
    rooms.remove("r1");
    assertDifference("room r1, place 0:0", "rooms.r1.offset", "at least 0", "nothing");
    rooms.put("r1", room.append("offset", 99L));
    assertDifference("room r1", "rooms.r1.offset", "the place of a command", "0:99");
  }

  @Test
  void whatCannotBeReadIsSkippedAsTheWorkersSkipIt() throws IOException {
    held.commands.add(
        0,
        new LoggedRecord(0, -1, 0, "r1", "{}".getBytes(StandardCharsets.UTF_8), Optional.empty()));
    LogEntry foreign = first.getFirst();
    held.commands.add(
        0,
        new LoggedRecord(
            0, -2, 0, "r9", new CommandCodec().write(foreign.command()), Optional.empty()));
    assertThat(proof(Optional.empty()).check(held, held)).isEmpty();
  }

  @Test
  void aRoomThatTheLogDoesNotKnow() throws IOException {
    assertThat(proof(Optional.of("r3")).check(held, held)).isPresent();
  }

  private void assertDifference(String where, String what, String expected, String found)
      throws IOException {
    assertDifference(held, where, what, expected, found);
  }

  private static void assertDifference(
      MemoryEvidence in, String where, String what, String expected, String found)
      throws IOException {
    assertThat(proof(Optional.empty()).check(in, in))
        .hasValueSatisfying(difference -> {
          assertThat(difference.where()).isEqualTo(where);
          assertThat(difference.what()).isEqualTo(what);
          assertThat(difference.expected()).contains(expected);
          assertThat(difference.found()).contains(found);
        });
  }

  private static Document document(Map<String, Document> documents, String id) {
    return Optional.ofNullable(documents.get(id)).orElseThrow();
  }

  private static LiveProof proof(Optional<String> room) {
    return new LiveProof(room, new Progress(new PrintWriter(Writer.nullWriter())));
  }
}
