package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
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
import java.util.Optional;
import org.bson.Document;
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
    assertThat(proof.tally()).isEqualTo(new Tally(2, 26, 0, 0, 28));
    LiveProof one = proof(Optional.of("r2"));
    assertThat(one.check(held, held)).isEmpty();
    assertThat(one.tally()).isEqualTo(new Tally(1, 13, 0, 0, 14));
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
    held.bids.remove("r2:25");
    LiveProof proof = proof(Optional.empty());
    held.rooms.put("r2", MemoryEvidence.of(List.of(second.subList(0, 12))).rooms.get("r2"));
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
    document(held.bids, "r1:6").get("answer", Document.class).put("price", 140_000L);
    assertDifference("room r1, place 0:6", "bids.r1:6.answer.price", "150000", "140000");
  }

  @Test
  void aStoredDecisionRemovedOrInvented() throws IOException {
    Document removed = held.bids.remove("r1:6");
    assertDifference("room r1, place 0:6", "bids.r1:6", "a document", "nothing");
    held.bids.put("r1:6", removed);
    held.bids.put("r1:1", new Document("_id", "r1:1").append("room", "r1").append("offset", 1L));
    assertDifference("partition 0", "bids", "26 documents", "27 documents");
    held.bids.remove("r1:1");
    held.bids.put("r1:-9", new Document("_id", "r1:-9").append("room", "r1").append("offset", -9L));
    assertDifference("partition 0", "bids", "26 documents", "r1:-9");
  }

  @Test
  void aStoredRoomEdited() throws IOException {
    document(held.rooms, "r1").get("standing", Document.class).put("leader", "bo");
    assertDifference("room r1, place 0:24", "rooms.r1.standing.leader", "anne", "bo");
  }

  @Test
  void aStoredRoomThatIsBehindGoneOrAhead() throws IOException {
    Document room = document(held.rooms, "r1");
    held.rooms.put("r1", MemoryEvidence.of(List.of(first.subList(0, 4))).rooms.get("r1"));
    assertDifference("room r1, place 0:8", "rooms.r1.offset", "at least 8", "6");
    held.rooms.remove("r1");
    assertDifference("room r1, place 0:0", "rooms.r1.offset", "at least 0", "nothing");
    held.rooms.put("r1", room.append("offset", 99L));
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
    assertThat(proof(Optional.empty()).check(held, held))
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
