package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.RoomStore;
import dev.gavel.gateway.store.StoredRoom;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.ExportCodec;
import dev.gavel.model.ExportLine;
import dev.gavel.model.ReceiptChain;
import dev.gavel.model.Standing;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// A room's log for whoever wants to compute it again. It holds maxima and the reserve, so while
/// the room may still be bid in it is for staff alone.
final class ExportRoutes {
  /// Exports at once; each reads some of the log. More are told to come back.
  private static final int AT_ONCE = 2;

  private final RoomStore store;
  private final RoomLog log;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final ExportCodec codec = new ExportCodec();

  ExportRoutes(RoomStore store, RoomLog log) {
    this.store = store;
    this.log = log;
  }

  void addTo(Routes routes) {
    routes
        .get("/rooms/{id}/log", Access.ANYBODY, call -> given(call, this::export))
        .get("/rooms/{id}/verification", Access.ANYBODY, call -> given(call, this::verify));
  }

  private interface Use {
    Reply of(StoredRoom room) throws ViewAway;
  }

  private Reply given(Call call, Use use) throws ViewAway {
    Optional<StoredRoom> stored = RoomRoutes.room(store, call);
    if (stored.isEmpty()) {
      return Reply.problem(Complaint.ROOM_UNKNOWN);
    }
    boolean closed = stored.get().standing().phase() == Standing.Phase.CLOSED;
    return closed || call.staff() ? use.of(stored.get()) : Reply.problem(Complaint.NOT_YET);
  }

  private Reply export(StoredRoom stored) {
    return Reply.streaming("application/jsonl", out -> write(stored, out))
        .with("Content-Disposition", "attachment; filename=\"gavel-" + stored.id() + ".jsonl\"");
  }

  private void write(StoredRoom stored, OutputStream out) throws IOException, ViewAway {
    long[] entries = {0};
    String[] receipt = {ReceiptChain.NONE};
    line(out, new ExportLine.Head(stored.id()));
    reading(
        stored,
        entry -> {
          line(out, entry);
          entries[0]++;
          entry.decision().ifPresent(decision -> receipt[0] = decision.receipt());
        });
    line(out, new ExportLine.End(entries[0], receipt[0]));
  }

  private void line(OutputStream out, ExportLine line) throws IOException {
    out.write(codec.write(line));
    out.write('\n');
  }

  /// Computes the receipts again and says where they first differ. Whoever does not believe us
  /// computes them from the log.
  private Reply verify(StoredRoom stored) throws ViewAway {
    Again again = new Again();
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    long[] entries = {0};
    try {
      reading(
          stored,
          entry -> {
            entries[0]++;
            String receipt = again.receipt(entry);
            found.put("receipt", receipt);
            boolean same =
                entry.decision().filter(told -> told.receipt().equals(receipt)).isPresent();
            if (!same && !found.has("firstDifference")) {
              found.put("firstDifference", entry.place().toString());
            }
          });
    } catch (IOException never) {
      throw new ViewAway("reading a room's log", never);
    }
    boolean holds =
        !found.has("firstDifference") && found.path("receipt").asText().equals(stored.receipt());
    return Reply.json(
        found.put("room", stored.id()).put("entries", entries[0]).put("holds", holds));
  }

  private void reading(StoredRoom stored, RoomLog.Reader reader) throws IOException, ViewAway {
    if (!room.tryAcquire()) {
      throw new ViewAway("reading a room's log", new IOException("too many read logs by now"));
    }
    try {
      log.read(stored.id(), reader);
    } finally {
      room.release();
    }
  }

  /// The chain as the log gives it. It begins with the `open` that was carried out: what was asked
  /// of the room before leaves nothing behind.
  private static final class Again {
    private final ReceiptChain chain = new ReceiptChain();
    private boolean opened;

    String receipt(ExportLine.Entry entry) {
      if (entry.decision().isEmpty()) {
        return "";
      }
      Decision decision = entry.decision().get();
      String receipt = chain.add(entry.command(), entry.place(), entry.appendedAtMs(), decision);
      opened |= decision.answer() instanceof Answer.Done done && done.op().equals("open");
      if (!opened) {
        chain.clear();
      }
      return receipt;
    }
  }
}
