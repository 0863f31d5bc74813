package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BidReaderTest {
  private static final long SEED = 11;
  private static final String HEAD = "{'v':1,'room':'r1','id':'c.1','by':'u:1','role':'BIDDER',";

  private final CommandCodec codec = new CommandCodec();

  @Test
  void bidsAsWeWriteThemAreRead() {
    for (long notAfterMs : List.of(0L, 1_767_225_600_000L, RoomCommand.NO_DEADLINE)) {
      for (long minor : List.of(1L, 150_000L, Amount.MAX_MINOR)) {
        Amount amount = new Amount.Exact(minor);
        for (Wish wish : List.of(new Wish.Bid(amount), new Wish.Maximum(amount))) {
          RoomCommand command =
              new RoomCommand(
                  "r".repeat(64), "c.1", new Author("u:1", Role.BIDDER), notAfterMs, wish);
          assertThat(BidReader.read(codec.write(command))).hasValue(command);
        }
      }
    }
  }

  /// What one reader reads, the other reads to the same, whatever byte is changed.
  @Test
  void neverReadsWhatTheStrictReaderDoesNot() {
    Random random = new Random(SEED);
    String text = HEAD + "'notAfterMs':1767225600000,'op':'max','amount':150000}";
    byte[] plain = json(text);
    int quick = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = plain.clone();
      for (int n = random.nextInt(3); n > 0; n--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (random.nextBoolean() ? random.nextInt() : '0');
      }
      Optional<RoomCommand> read = BidReader.read(bytes);
      if (read.isPresent()) {
        quick++;
        assertThat(codec.strict(bytes))
            .as(new String(bytes, StandardCharsets.ISO_8859_1))
            .isEqualTo(new Codec.Read.Value<>(read.get()));
      }
    }
    assertThat(quick).isBetween(30_000, 99_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        HEAD,
        HEAD + "'op':'bid','amount':0}",
        HEAD + "'op':'bid','amount':01}",
        HEAD + "'op':'bid','amount':-1}",
        HEAD + "'op':'bid','amount':1.0}",
        HEAD + "'op':'bid','amount':'1'}",
        HEAD + "'op':'bid','amount':9007199254740992}",
        HEAD + "'op':'bid','amount':99999999999999999999}",
        HEAD + "'op':'bid','amount':1} ",
        HEAD + "'op':'bid','amount':1,'more':1}",
        HEAD + "'op':'bid', 'amount':1}",
        HEAD + "'op':'ask','amount':1}",
        HEAD + "'notAfterMs':253402300800000,'op':'bid','amount':1}",
        "{'v':1,'room':'','id':'c1','by':'u1','role':'BIDDER','op':'bid','amount':1}",
        "{'v':1,'room':'r/1','id':'c1','by':'u1','role':'BIDDER','op':'bid','amount':1}",
        "{'v':1,'room':'r1','id':'c1','by':'floor:1','role':'BIDDER','op':'bid','amount':1}",
        "{'v':1,'room':'r1','id':'c1','by':'u1','role':'STAFF','op':'bid','amount':1}",
        "{'v':2,'room':'r1','id':'c1','by':'u1','role':'BIDDER','op':'bid','amount':1}"
      })
  void everythingElseIsLeftToTheStrictReader(String text) {
    assertThat(BidReader.read(json(text))).isEmpty();
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
