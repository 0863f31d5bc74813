package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportLine;
import dev.gavel.model.Refusal;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Faults planted into an exported room, each found by the file alone.
class FileFaultsTest {
  private static final int REFUSED = 2;
  private static final int FIRST_BID = 3;
  private static final int CLOSING = 11;

  @TempDir private Path folder = Path.of("");
  private final StringWriter said = new StringWriter();
  private final List<LogEntry> log = new ArrayList<>(Sale.log("r1", 3, 10));
  private List<Decision> decisions = new ArrayList<>(Sale.decisions(log));
  private List<ExportLine> lines = new ArrayList<>();

  @BeforeEach
  void export() {
    lines = new ArrayList<>(Export.of(log, decisions));
  }

  @Test
  void nothingPlanted() throws IOException {
    assertThat(verify()).isEqualTo(ProofCommand.AGREES);
    assertThat(said.toString())
        .contains("CLOSED SOLD, 5 bids, price 700000 of anne")
        .endsWith("AGREES\n");
  }

  @Test
  void theSaleHasEveryKindOfAnswer() {
    assertThat(decisions)
        .extracting(decision -> decision.answer().getClass().getSimpleName())
        .contains("Leading", "OutbidAtOnce", "MaximumSet", "Refused", "Done", "Ticked");
    assertThat(decisions).anyMatch(Decision::duplicate);
  }

  @Test
  void anAmountChangedInACommand() throws IOException {
    LogEntry changed = Sale.with(log.get(FIRST_BID), new Wish.Bid(new Amount.Exact(160_000)));
    lines.set(1 + FIRST_BID, Export.entry(changed, Optional.of(decisions.get(FIRST_BID))));
    assertDifference("room r1, place 3:16", "bid c3 of anne", "answer.price", "160000", "150000");
  }

  @Test
  void anAmountChangedThatChangesNoAnswer() throws IOException {
    LogEntry changed = Sale.with(log.get(REFUSED), new Wish.Bid(new Amount.Exact(91_000)));
    lines.set(1 + REFUSED, Export.entry(changed, Optional.of(decisions.get(REFUSED))));
    assertDifference(
        "room r1, place 3:14", "bid c2 of bo", "receipt", "", decisions.get(REFUSED).receipt());
  }

  @Test
  void aTimeChangedThatChangesNoAnswer() throws IOException {
    LogEntry was = log.get(FIRST_BID);
    lines.set(
        1 + FIRST_BID,
        new ExportLine.Entry(
            was.place(),
            was.appendedAtMs() + 1,
            was.bytes(),
            Optional.of(decisions.get(FIRST_BID))));
    assertDifference("room r1, place 3:16", "bid c3 of anne", "atMs", "4001", "4000");
  }

  @Test
  void aRefusalRemoved() throws IOException {
    lines.remove(1 + REFUSED);
    assertDifference(
        "room r1, place 3:16", "bid c3 of anne", "receipt", "", decisions.get(FIRST_BID).receipt());
  }

  @Test
  void theLastRefusalRemoved() throws IOException {
    lines.remove(1 + Sale.LATE_BID);
    assertDifference("room r1, the whole export", "-", "entries", "13", "12");
    lines.set(lines.size() - 1, new ExportLine.End(12, decisions.getLast().receipt()));
    String receipt = decisions.get(CLOSING).receipt();
    assertDifference("room r1, the whole export", "-", "last receipt", receipt, "");
  }

  @Test
  void twoLinesSwapped() throws IOException {
    Collections.swap(lines, 1 + FIRST_BID, 2 + FIRST_BID);
    assertDifference("room r1, place 3:18", "max c4 of bo", "answer.bid", "1", "2");
  }

  @Test
  void twoCommandsSwappedInTheirPlaces() throws IOException {
    for (int i : List.of(FIRST_BID, FIRST_BID + 1)) {
      LogEntry other = log.get(2 * FIRST_BID + 1 - i);
      LogEntry moved = Sale.with(log.get(i), other.command());
      lines.set(1 + i, Export.entry(moved, Optional.of(decisions.get(i))));
    }
    assertDifference("room r1, place 3:16", "max c4 of bo", "id", "c4", "c3");
  }

  @Test
  void aDecisionChangedTogetherWithEveryHash() throws IOException {
    Decision was = decisions.get(FIRST_BID);
    forge(FIRST_BID, with(was, new Answer.Leading(1, 140_000, OptionalLong.empty())));
    lines = Export.of(log, Export.resealed(log, decisions));
    assertDifference("room r1, place 3:16", "bid c3 of anne", "answer.price", "150000", "140000");
  }

  @Test
  void aReceiptChangedAlone() throws IOException {
    String forged = "0f".repeat(32);
    forge(FIRST_BID, decisions.get(FIRST_BID).withReceipt(forged));
    lines = Export.of(log, decisions);
    String receipt = Sale.decisions(log).get(FIRST_BID).receipt();
    assertDifference("room r1, place 3:16", "bid c3 of anne", "receipt", receipt, forged);
  }

  @Test
  void theRoomClosedEarly() throws IOException {
    // Decided as if the end had been at 90 s: so the bid at 95 s found it closed.
    List<LogEntry> shorter = new ArrayList<>(log);
    shorter.set(0, Sale.with(log.getFirst(), new Wish.Open(Sale.terms(90_000))));
    List<Decision> early = new ArrayList<>(Sale.decisions(shorter));
    early.set(0, decisions.getFirst());
    lines = Export.of(log, Export.resealed(log, early));
    // The earliest trace: standings name the end.
    assertDifference(
        "room r1, place 3:12",
        "approve c1 of staff",
        "updates.0.standing.endsAtMs",
        "100000",
        "90000");
  }

  @Test
  void theRoomClosedEarlyWithoutATraceBefore() throws IOException {
    int last = 10; // the bid at 95 s
    Decision was = decisions.get(last);
    forge(last, with(was, Answer.Refused.of(Refusal.CLOSED)));
    lines = Export.of(log, Export.resealed(log, decisions));
    assertDifference(
        "room r1, place 3:30", "bid c10 of anne", "answer.status", "leading", "refused");
  }

  @Test
  void aResultMissing() throws IOException {
    lines.set(1 + FIRST_BID, Export.entry(log.get(FIRST_BID), Optional.empty()));
    assertDifference("room r1, place 3:16", "bid c3 of anne", "result", "", "nothing");
  }

  @Test
  void aResultDoubled() throws IOException {
    lines.add(1 + FIRST_BID, lines.get(1 + FIRST_BID));
    assertDifference("3:16", "-", "order of places", "after 3:16", "3:16");
  }

  @Test
  void theFileCut() throws IOException {
    lines = lines.subList(0, 5);
    assertDifference("room r1, the whole export", "-", "last line", "the end of", "nothing");
  }

  @Test
  void aCommandOfAnotherRoom() throws IOException {
    RoomCommand was = log.get(FIRST_BID).command();
    LogEntry other =
        Sale.with(
            log.get(FIRST_BID),
            new RoomCommand("r2", was.id(), was.by(), was.notAfterMs(), was.wish()));
    lines.set(1 + FIRST_BID, Export.entry(other, Optional.of(decisions.get(FIRST_BID))));
    assertDifference("room r2, place 3:16", "bid c3 of anne", "room", "r1", "r2");
  }

  @Test
  void aWholeForgedHistoryAgreesWithItselfButNotWithAHeldReceipt() throws IOException {
    Decision held = decisions.get(FIRST_BID);
    Author mallory = new Author("mallory", Role.BIDDER);
    RoomCommand was = log.get(FIRST_BID).command();
    RoomCommand forged =
        new RoomCommand(was.room(), was.id(), mallory, was.notAfterMs(), was.wish());
    log.set(FIRST_BID, Sale.with(log.get(FIRST_BID), forged));
    lines = Export.of(log, Sale.decisions(log));
    assertThat(verify()).isEqualTo(ProofCommand.AGREES);
    String answer =
        "{\"room\":\"r1\",\"place\":\"3:16\",\"sequence\":3,\"receipt\":\"%s\"}"
            .formatted(held.receipt());
    assertThat(verify("--receipt", answer)).isEqualTo(ProofCommand.DIFFERS);
    assertThat(said.toString()).contains("held receipt").contains(held.receipt());
    assertThat(verify("--receipt", held.receipt())).isEqualTo(ProofCommand.DIFFERS);
  }

  @Test
  void aReceiptThatIsHeld() throws IOException {
    String receipt = decisions.get(REFUSED).receipt();
    assertThat(verify("--receipt", receipt)).isEqualTo(ProofCommand.AGREES);
    assertThat(said.toString()).contains("the receipt stands in it");
    String answer = "{'room':'r1','place':'3:14','sequence':%d,'receipt':'%s','status':'refused'}";
    assertThat(verify("--receipt", answer.replace('\'', '"').formatted(2, receipt)))
        .isEqualTo(ProofCommand.AGREES);
    assertThat(verify("--receipt", answer.replace('\'', '"').formatted(3, receipt)))
        .isEqualTo(ProofCommand.DIFFERS);
    assertThat(said.toString()).contains("held sequence");
    assertThat(verify("--receipt", "ab")).isEqualTo(ProofCommand.UNREADABLE);
  }

  @Test
  void whatCannotBeReadIsNeitherTrueNorFalse() throws IOException {
    assertThat(run("verify")).isEqualTo(ProofCommand.UNREADABLE);
    assertThat(run("verify", "--live", "file")).isEqualTo(ProofCommand.UNREADABLE);
    assertThat(run("verify", folder.resolve("none").toString())).isEqualTo(ProofCommand.UNREADABLE);
    Path file = folder.resolve("broken");
    for (String text : List.of("", "{}", "\n", Export.text(lines).replace("\"v\":1", "\"v\":2"))) {
      Files.writeString(file, text);
      assertThat(run("verify", file.toString())).as(text).isEqualTo(ProofCommand.UNREADABLE);
    }
    lines.add(lines.getLast());
    assertThat(verify()).isEqualTo(ProofCommand.UNREADABLE);
    assertThat(said.toString()).contains("line 16: a line after the last");
  }

  private void forge(int index, Decision decision) {
    decisions = new ArrayList<>(decisions);
    decisions.set(index, decision);
  }

  private static Decision with(Decision was, Answer answer) {
    return new Decision(
        was.room(),
        was.place(),
        was.id(),
        was.by(),
        was.op(),
        was.atMs(),
        answer,
        was.duplicate(),
        was.sequence(),
        was.updates(),
        was.receipt());
  }

  private void assertDifference(
      String where, String command, String what, String expected, String found) throws IOException {
    said.getBuffer().setLength(0);
    assertThat(verify()).as(said.toString()).isEqualTo(ProofCommand.DIFFERS);
    assertThat(said.toString())
        .containsPattern("DIFFERENCE  \\Q" + where + "\\E\n")
        .containsPattern("command     \\Q" + command + "\\E\n")
        .containsPattern("what        \\Q" + what + "\\E\n")
        .containsPattern("expected    .*\\Q" + expected + "\\E")
        .containsPattern("found       .*\\Q" + found + "\\E");
  }

  private int verify(String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("room.jsonl"), Export.text(lines));
    List<String> args = new ArrayList<>(List.of("verify", file.toString()));
    args.addAll(List.of(options));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    PrintWriter out = new PrintWriter(said, true);
    return ProofCommand.run(args, out, out);
  }
}
