package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written is read back, and anything else is [Codec.Read.Bad], never an exception.
class ProjectionCodecTest {
  private static final int ROUNDS = 2_000;

  private final ProjectionCodec codec = new ProjectionCodec();

  private static Decision decision(Answer answer) {
    return new Decision(
        "r1",
        Samples.PLACE,
        "c1",
        Samples.BIDDER,
        "bid",
        2_000,
        answer,
        false,
        7,
        List.of(),
        Samples.RECEIPT);
  }

  private static final List<StoredDecision> DECISIONS =
      List.of(
          new StoredDecision(
              decision(new Answer.Leading(3, 150_000, OptionalLong.of(91_000))),
              Optional.of("150000"),
              OptionalInt.empty(),
              Long.MIN_VALUE),
          new StoredDecision(
              decision(Answer.Refused.of(Refusal.AMOUNT_INVALID)),
              Optional.of("십만원 \ud800"),
              OptionalInt.empty(),
              -1),
          new StoredDecision(
              decision(Answer.Done.of("floor")), Optional.empty(), OptionalInt.of(12), 0));

  @Test
  void decisionsOfAPageAreReadBack() {
    assertThat(value(codec.decisions("r1", Samples.PLACE.partition(), page())))
        .isEqualTo(DECISIONS);
  }

  @Test
  void everyKindOfUpdateIsReadBack() {
    List<RoomUpdate> all = Samples.events().stream().map(Samples::update).toList();
    byte[] page = joined(all.stream().map(codec::write).toList());

    assertThat(value(codec.updates("r1", Samples.PLACE.partition(), page))).isEqualTo(all);
  }

  @Test
  void biddersOfAShareAreReadBack() {
    List<BidderShare> all =
        List.of(
            BidderShare.none("u1"),
            new BidderShare(
                "u2",
                5,
                Optional.of(new BidderShare.Offer(3, 900_000, true)),
                OptionalLong.of(900_000),
                OptionalLong.of(1_000_000),
                OptionalInt.of(7),
                true,
                DECISIONS.subList(1, 1 + BidderShare.MAX_RECENT)));
    byte[] share = joined(all.stream().map(codec::write).toList());

    assertThat(value(codec.shares("r1", Samples.PLACE.partition(), share))).isEqualTo(all);
  }

  @Test
  void nothingWrittenIsAnEmptyPage() {
    assertThat(value(codec.decisions("r1", 0, new byte[0]))).isEmpty();
  }

  @Test
  void anEntryOfAPageIsSmall() {
    assertThat(codec.write(DECISIONS.getFirst())).hasSizeLessThan(200);
  }

  @Test
  void changedBytesAreReadOrRefusedAndNeverThrow() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] page = page();
      page[random.nextInt(page.length)] = (byte) random.nextInt(256);
      byte[] cut = Arrays.copyOf(page, random.nextInt(page.length + 1));
      assertThat(codec.decisions("r1", 3, cut)).as("seed %d, round %d", seed, round).isNotNull();
    }
  }

  @Test
  void anItemThatIsNoObjectIsRefused() {
    for (int first = 0; first < 256; first++) {
      assertThat(codec.updates("r1", 3, new byte[] {(byte) first}))
          .isInstanceOf(Codec.Read.Bad.class);
    }
  }

  private byte[] page() {
    return joined(DECISIONS.stream().map(codec::write).toList());
  }

  private static byte[] joined(List<byte[]> entries) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    entries.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static <T> T value(Codec.Read<T> read) {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> value;
      case Codec.Read.Bad<T>(var why) -> throw new AssertionError(why.reason());
    };
  }
}
