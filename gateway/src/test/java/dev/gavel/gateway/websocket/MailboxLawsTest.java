package dev.gavel.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A mailbox against a list that is kept by the plainest means: what comes out is what went in, in
/// order, but for older entries of a key where room was short.
class MailboxLawsTest {
  private static final int STEPS = 400;
  private static final SocketLimits.Mailbox LIMITS = new SocketLimits.Mailbox(8, 80);

  private record Entry(String text, int messages, String key) {}

  private static final class Wire implements Mailbox.Wire {
    private boolean isDue;
    private boolean isBlocked;
    private boolean isOver;

    @Override
    public void due() {
      assertThat(isDue).as("asked for once").isFalse();
      isDue = true;
    }

    @Override
    public void blocked() {
      isBlocked = true;
    }

    @Override
    public void lastWritten() {
      isOver = true;
    }
  }

  private final Wire wire = new Wire();
  private final Mailbox mailbox = new Mailbox(wire, LIMITS);
  private final List<Entry> waiting = new ArrayList<>();
  private final StringBuilder expected = new StringBuilder();
  private final StringBuilder written = new StringBuilder();

  static Stream<Integer> seeds() {
    return IntStream.range(0, 200).boxed();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everythingComesOutInOrder(int seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      if (random.nextBoolean()) {
        if (!offer(random, step)) {
          break;
        }
      } else {
        write(random.nextInt(40), 8 + random.nextInt(40));
      }
      assertThat(wire.isDue || wire.isBlocked || waiting.isEmpty()).as("not forgotten").isTrue();
    }
    if (mailbox.offerLast("end".getBytes(US_ASCII))) {
      waiting.add(new Entry("end", 1, ""));
      writeAll();
      assertThat(written.toString()).isEqualTo(expected.toString()).endsWith("end");
    } else { // it was full, and is shut
      assertThat(expected.toString()).startsWith(written.toString());
      assertThat(mailbox.next(ByteBuffer.allocate(8)).hasRemaining()).isFalse();
    }
  }

  /// False when the mailbox was full.
  private boolean offer(Random random, int step) {
    int key = random.nextInt(4);
    Entry entry =
        new Entry(
            step + "." + "x".repeat(random.nextInt(12)),
            1 + random.nextInt(3),
            key == 3 ? "" : "key" + key);
    if (isFull(entry)) {
      conflate(entry.key);
    }
    boolean hasRoom = !isFull(entry);
    assertThat(
            mailbox.offer(
                entry.text.getBytes(US_ASCII),
                entry.messages,
                entry.key.isEmpty() ? null : entry.key))
        .isEqualTo(hasRoom ? Mailbox.Offer.TAKEN : Mailbox.Offer.FULL);
    if (hasRoom) {
      waiting.add(entry);
    }
    return hasRoom;
  }

  private boolean isFull(Entry more) {
    int bytes = waiting.stream().mapToInt(entry -> entry.text.length()).sum();
    int messages = waiting.stream().mapToInt(Entry::messages).sum();
    return !waiting.isEmpty()
        && (messages + more.messages > LIMITS.maxEntries()
            || bytes + more.text.length() > LIMITS.maxBytes());
  }

  private void conflate(String next) {
    Set<String> newer = new HashSet<>(Set.of(next));
    for (Entry entry : List.copyOf(waiting).reversed()) {
      if (!entry.key.isEmpty() && !newer.add(entry.key)) {
        waiting.remove(entry);
      }
    }
  }

  /// A turn of the reactor, over a socket that takes so many bytes.
  private void write(int takes, int scratch) {
    if (!wire.isDue && !wire.isBlocked) {
      return;
    }
    wire.isDue = false;
    boolean isRest = wire.isBlocked;
    wire.isBlocked = false;
    ByteBuffer batch = mailbox.next(ByteBuffer.allocate(scratch));
    if (!isRest) {
      leave(batch.remaining());
    }
    if (!batch.hasRemaining()) {
      return;
    }
    byte[] taken = new byte[Math.min(takes, batch.remaining())];
    batch.get(taken);
    written.append(new String(taken, US_ASCII));
    mailbox.written(batch);
  }

  /// These bytes have left the mailbox: whole entries.
  private void leave(int bytes) {
    int left = bytes;
    while (left > 0) {
      Entry entry = waiting.removeFirst();
      expected.append(entry.text);
      left -= entry.text.length();
    }
    assertThat(left).as("entries are not torn").isZero();
  }

  private void writeAll() {
    while (!wire.isOver) {
      assertThat(wire.isDue || wire.isBlocked).as("not forgotten").isTrue();
      write(1_000, 1_000);
    }
  }
}
