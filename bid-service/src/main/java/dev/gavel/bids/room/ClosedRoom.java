package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.ReceiptChain;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import java.util.List;

/// A closed room of which only the outside is known: enough to answer again what was answered
/// before, exactly as [LiveRoom] would, since time changes nothing in a closed room any more. Not
/// thread-safe.
public final class ClosedRoom {
  private final ReceiptChain receipts;
  private RoomView view;

  /// @param view of a room that is closed, after its last command
  public ClosedRoom(RoomView view) {
    this.view = view;
    this.receipts = ReceiptChain.after(view.receipt());
  }

  /// What an author was answered first about an id (rule 11).
  ///
  /// @param body see [CommandBody]
  public record First(Answer answer, long body) {}

  /// Decides the next entry of the room's log, whose author and id are known.
  public Decision again(LogEntry entry, First first) {
    RoomCommand command = entry.command();
    boolean same = CommandBody.hash(command) == first.body();
    Decision unsealed =
        new Decision(
            view.room(),
            entry.place(),
            command.id(),
            command.by(),
            command.wish().op(),
            Math.max(view.atMs(), entry.appendedAtMs()),
            same ? first.answer() : Answer.Refused.of(Refusal.COMMAND_ID_REUSED),
            same,
            view.sequence(),
            List.of(),
            "");
    Decision decision =
        unsealed.withReceipt(
            receipts.add(entry.bytes(), entry.place(), entry.appendedAtMs(), unsealed));
    view = view.after(decision);
    return decision;
  }

  public RoomView view() {
    return view;
  }
}
