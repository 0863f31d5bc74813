package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;

/// Checks what one viewer is told: every number once, in order, and as others were told it.
final class Witness {
  private final Board board;
  private final Tally tally;
  private long last;
  private volatile long lastSeen;

  Witness(Board board, Tally tally) {
    this.board = board;
    this.tally = tally;
  }

  /// The number of the newest fact; any thread may ask.
  long lastSeen() {
    return lastSeen;
  }

  /// From the first snapshot on, the next number counts.
  void begin(JsonNode snapshot) {
    moveTo(learn(snapshot));
  }

  /// Comes back: what was missed must be told whole, or the loss admitted.
  void comeBack(JsonNode snapshot) {
    long sequence = learn(snapshot);
    if (sequence > last && !snapshot.path("recovered").asBoolean()) {
      tally.notRecovered.increment();
    } else {
      for (JsonNode missed : snapshot.path("missed")) {
        JsonNode update = missed.path("update");
        byte[] json = update.toString().getBytes(UTF_8);
        heard(update.path("sequence").asLong(), new Span(json, 0, json.length));
      }
      tally.gaps.add(Math.max(0, sequence - last));
    }
    moveTo(sequence);
  }

  private long learn(JsonNode snapshot) {
    long sequence = snapshot.path("sequence").asLong();
    board.begin(sequence, snapshot.path("standing"));
    return sequence;
  }

  private void moveTo(long sequence) {
    last = sequence;
    lastSeen = sequence;
  }

  void heard(long sequence, Span fact) {
    if (!board.agrees(sequence, fact)) {
      tally.disagreements.increment();
    }
    if (sequence <= last) {
      tally.duplicates.increment();
      return;
    }
    tally.gaps.add(sequence - last - 1);
    moveTo(sequence);
  }
}
