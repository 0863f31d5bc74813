package dev.gavel.bids.room;

import dev.gavel.model.Answer;
import dev.gavel.model.RoomCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every command id of a room with its first answer, for the room's life (rule 11), so that
/// at-least-once delivery is enough everywhere. Identity is (author, id), compared exactly.
///
/// Only grows, and compactly (README: "Engine"): ids lie in one array, a body is a hash of 64 bits.
/// The ids of a room may have 2^31 bytes together, which is over 33 million commands.
final class KnownCommands {

  /// What is known about a command.
  sealed interface Seen {
    record Never() implements Seen {}

    /// The same body before.
    record Again(Answer first) implements Seen {}

    record WithAnotherBody() implements Seen {}
  }

  private static final Seen NEVER = new Seen.Never();
  private static final Seen WITH_ANOTHER_BODY = new Seen.WithAnotherBody();
  private static final int FIRST_COMMANDS = 16;
  private static final int FIRST_ID_BYTES = 512;
  private static final long MIX =
      0x9E3779B97F4A7C15L; // 2^64 / golden ratio, as in Fibonacci hashing

  private final Map<String, Integer> authors = new HashMap<>();
  private final List<Answer> answers = new ArrayList<>();

  /// By command: its author, where its id ends, its id's hash, its body.
  private int[] author = new int[FIRST_COMMANDS];

  private int[] idEnd = new int[FIRST_COMMANDS];
  private int[] idHash = new int[FIRST_COMMANDS];
  private long[] body = new long[FIRST_COMMANDS];
  private byte[] ids = new byte[FIRST_ID_BYTES];

  /// Open addressing, at most half full: a command's number + 1, or 0.
  private int[] slots = new int[2 * FIRST_COMMANDS];

  /// What the last look found out about a command that is new, so that [#add] need not again.
  private int newAuthor;

  private int newSlot;
  private long newBody;

  Seen look(RoomCommand command) {
    newBody = CommandBody.hash(command);
    newAuthor = authors.getOrDefault(command.by().id(), authors.size());
    newSlot = slot(newAuthor, command.id());
    int number = slots[newSlot] - 1;
    if (number < 0) {
      return NEVER;
    }
    return body[number] == newBody ? new Seen.Again(answers.get(number)) : WITH_ANOTHER_BODY;
  }

  /// Keeps the answer to the command that was looked for last and never seen.
  void add(RoomCommand command, Answer answer) {
    int number = answers.size();
    String id = command.id();
    if (number == author.length) {
      grow();
      newSlot = slot(newAuthor, id);
    }
    if (newAuthor == authors.size()) {
      authors.put(command.by().id(), newAuthor);
    }
    slots[newSlot] = number + 1;
    author[number] = newAuthor;
    idEnd[number] = append(id, idStart(number));
    idHash[number] = id.hashCode();
    body[number] = newBody;
    answers.add(answer);
  }

  // Deprecated for keeping only the low bytes: an id has no others (Names).
  @SuppressWarnings("deprecation")
  private int append(String id, int at) {
    int end = at + id.length();
    if (end > ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    id.getBytes(0, id.length(), ids, at);
    return end;
  }

  /// The slot of a command, or the free one where it belongs.
  private int slot(int by, String id) {
    int slot = firstSlot(by, id.hashCode());
    while (slots[slot] != 0 && !is(slots[slot] - 1, by, id)) {
      slot = next(slot);
    }
    return slot;
  }

  private boolean is(int number, int by, String id) {
    int start = idStart(number);
    if (author[number] != by
        || idHash[number] != id.hashCode()
        || idEnd[number] - start != id.length()) {
      return false;
    }
    int same = 0;
    while (same < id.length() && ids[start + same] == id.charAt(same)) {
      same++;
    }
    return same == id.length();
  }

  private void grow() {
    int commands = author.length;
    author = Arrays.copyOf(author, 2 * commands);
    idEnd = Arrays.copyOf(idEnd, 2 * commands);
    idHash = Arrays.copyOf(idHash, 2 * commands);
    body = Arrays.copyOf(body, 2 * commands);
    slots = new int[4 * commands];
    for (int number = 0; number < commands; number++) {
      int slot = firstSlot(author[number], idHash[number]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = number + 1;
    }
  }

  private int idStart(int number) {
    return number == 0 ? 0 : idEnd[number - 1];
  }

  private int firstSlot(int by, int hash) {
    long mixed = (hash * MIX ^ by) * MIX;
    return (int) (mixed >>> Integer.SIZE) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }
}
