package dev.gavel.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MailboxTest {
  private final Socket socket = new Socket();
  private final Mailbox mailbox = new Mailbox(socket, new SocketLimits.Mailbox(4, 1_000));
  private final ByteBuffer scratch = ByteBuffer.allocate(16);

  /// Takes as many bytes as it is told to.
  private static final class Socket implements Mailbox.Wire {
    final List<String> writes = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    int takes = Integer.MAX_VALUE;

    @Override
    public void due() {
      told.add("due");
    }

    void write(ByteBuffer bytes) {
      byte[] taken = new byte[Math.min(takes, bytes.remaining())];
      bytes.get(taken);
      takes -= taken.length;
      writes.add(new String(taken, US_ASCII));
    }

    @Override
    public void blocked() {
      told.add("blocked");
    }

    @Override
    public void lastWritten() {
      told.add("last");
    }
  }

  /// Writes as the reactor does: for as long as something is due and the socket takes it.
  private void flush(ByteBuffer lent) {
    for (ByteBuffer batch = mailbox.next(lent); batch.hasRemaining(); batch = mailbox.next(lent)) {
      socket.write(batch);
      boolean isFull = batch.hasRemaining();
      mailbox.written(batch);
      if (isFull) {
        return;
      }
    }
  }

  private Mailbox.Offer offer(String entry) {
    return mailbox.offer(entry.getBytes(US_ASCII), 1, null);
  }

  private Mailbox.Offer price(String entry) {
    return mailbox.offer(entry.getBytes(US_ASCII), 1, "price");
  }

  @Test
  void whatWaitsIsWrittenTogetherAndAskedForOnce() {
    offer("one");
    offer("two");
    offer("three");
    assertThat(socket.told).containsExactly("due");
    flush(scratch);
    assertThat(socket.writes).containsExactly("onetwothree");
    offer("four");
    assertThat(socket.told).containsExactly("due", "due");
  }

  @Test
  void aWriteHoldsWholeEntriesAndALongOneGoesAlone() {
    offer("0123456789");
    offer("0123456789");
    offer("a".repeat(40));
    flush(scratch);
    assertThat(socket.writes).containsExactly("0123456789", "0123456789", "a".repeat(40));
  }

  @Test
  void aFullSocketIsNeverWaitedForAndGoesOnWhereItStopped() {
    socket.takes = 5;
    offer("abcdefgh");
    flush(scratch);
    assertThat(socket.writes).containsExactly("abcde");
    assertThat(socket.told).containsExactly("due", "blocked");
    offer("ij");
    assertThat(socket.told).as("expected already").containsExactly("due", "blocked");
    long inSixSeconds = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    assertThat(mailbox.writingMs(inSixSeconds)).isGreaterThan(5_000);

    socket.takes = 1;
    flush(scratch);
    assertThat(mailbox.writingMs(inSixSeconds)).as("a byte is not enough").isGreaterThan(5_000);
    socket.takes = Integer.MAX_VALUE;
    flush(scratch);
    assertThat(socket.writes).containsExactly("abcde", "f", "gh", "ij");
    assertThat(mailbox.writingMs(inSixSeconds)).isZero();
  }

  @Test
  void olderPricesGiveWayAndNothingElseDoes() {
    price("p1");
    offer("answer");
    price("p2");
    offer("other");
    assertThat(price("p3")).isEqualTo(Mailbox.Offer.TAKEN);
    assertThat(offer("more")).isEqualTo(Mailbox.Offer.TAKEN);
    flush(ByteBuffer.allocate(100));
    assertThat(socket.writes).containsExactly("answerotherp3more");
    for (int i = 0; i < 4; i++) {
      offer("kept");
    }
    assertThat(offer("too much")).isEqualTo(Mailbox.Offer.FULL);
    assertThat(offer("late")).isEqualTo(Mailbox.Offer.CLOSED);
  }

  /// Four messages are the limit here, however many of them come together.
  @Test
  void messagesOfOneEntryAreCountedEach() {
    mailbox.offer("p1p2p3".getBytes(US_ASCII), 3, "price");
    offer("answer");
    assertThat(mailbox.offer("p4p5".getBytes(US_ASCII), 2, "price"))
        .as("older prices give way, all that came together")
        .isEqualTo(Mailbox.Offer.TAKEN);
    assertThat(offer("more")).isEqualTo(Mailbox.Offer.TAKEN);
    flush(ByteBuffer.allocate(100));
    assertThat(socket.writes).containsExactly("answerp4p5more");
    assertThat(mailbox.offer("one and all".getBytes(US_ASCII), 5, null))
        .as("an empty mailbox takes anything")
        .isEqualTo(Mailbox.Offer.TAKEN);
    assertThat(offer("too much")).isEqualTo(Mailbox.Offer.FULL);
  }

  @Test
  void theLastEntryIsTheLast() {
    offer("one");
    assertThat(mailbox.offerLast("end".getBytes(US_ASCII))).isTrue();
    assertThat(mailbox.offerLast("again".getBytes(US_ASCII))).isFalse();
    assertThat(offer("late")).isEqualTo(Mailbox.Offer.CLOSED);
    flush(scratch);
    flush(scratch);
    assertThat(socket.writes).containsExactly("oneend");
    assertThat(socket.told).containsExactly("due", "last");
  }

  @Test
  void aShutMailboxHasNothingAndTakesNothing() {
    socket.takes = 1;
    offer("one");
    flush(scratch);
    offer("two");
    mailbox.shut();
    assertThat(mailbox.next(scratch).hasRemaining()).as("neither the rest nor an entry").isFalse();
    assertThat(offer("three")).isEqualTo(Mailbox.Offer.CLOSED);
  }
}
