package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
  private static final long SEED = 20_260_101;
  private static final String HEAD = "{\"v\":1,\"room\":\"r1\",\"id\":\"c1\",\"by\":\"u1\",";

  private final CommandCodec commands = new CommandCodec();
  private final DecisionCodec decisions = new DecisionCodec();
  private final UpdateCodec updates = new UpdateCodec();
  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();

  @Test
  void aCommandHasThisForm() {
    assertThat(text(commands.write(Samples.command(Samples.BIDDER, bid(150_000)))))
        .isEqualTo(HEAD + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":150000}");
    RoomCommand expiring = new RoomCommand("r1", "c1", Samples.BIDDER, 5_000, bid(150_000));
    assertThat(text(commands.write(expiring)))
        .isEqualTo(
            HEAD + "\"role\":\"BIDDER\",\"notAfterMs\":5000,\"op\":\"bid\",\"amount\":150000}");
    assertThat(text(commands.write(Samples.command(Samples.STAFF, new Wish.VoidBid(3, "실수")))))
        .isEqualTo(
            "{\"v\":1,\"room\":\"r1\",\"id\":\"c1\",\"by\":\"s1\",\"role\":\"STAFF\","
                + "\"op\":\"void\",\"bid\":3,\"reason\":\"실수\"}");
  }

  @Test
  void termsHaveThisForm() {
    assertThat(text(terms.write(Samples.TERMS)))
        .isEqualTo(
            "{'v':1,'rules':1,'item':'item-1','seller':'seller-1','currency':'KRW','mode':'TIMED',"
                    .replace('\'', '"')
                + ("'start':100000,'reserve':900000,'increments':{'name':'small','tiers':[[0,10],"
                        + "[100,20]]},'opensAtMs':1000,'closesAtMs':61000,'softClose':{'extend':"
                        + "'RESET','windowMs':30000,'byMs':30000},'hardEndAtMs':0,'outageGapMs':"
                        + "15000,'outageExtendMs':60000,'approved':['u1','u2'],'blocked':['u9'],"
                        + "'limits':{'u1':400000,'u2':500000}}")
                    .replace('\'', '"'));
  }

  @Test
  void theNextLotStandsLastInTheTerms() {
    String followed = text(terms.write(Samples.FOLLOWED));
    String alone = text(terms.write(Samples.TERMS));
    assertThat(followed)
        .isEqualTo(
            alone.substring(0, alone.length() - 1)
                + ",\"next\":{\"room\":\"r2\",\"gapMs\":60000}}");
    assertThat(Samples.FOLLOWED.forViewers().next()).isEqualTo(Samples.FOLLOWED.next());
  }

  @Test
  void aPostponeHasThisForm() {
    Author worker = new Author(Wish.CASCADE, Role.WORKER);
    RoomCommand command = Samples.command(worker, new Wish.Postpone(91_000, "cascade:r0:7"));
    assertThat(text(commands.write(command)))
        .isEqualTo(
            ("{'v':1,'room':'r1','id':'c1','by':'cascade','role':'WORKER','op':'postpone',"
                    + "'closesAtMs':91000,'reason':'cascade:r0:7'}")
                .replace('\'', '"'));
    assertRoundTrip(commands, command);
    assertThat(text(updates.write(Samples.update(new RoomEvent.Postponed(91_000, "tea")))))
        .contains("\"event\":{\"type\":\"postponed\",\"endsAtMs\":91000,\"reason\":\"tea\"}");
  }

  @Test
  void nobodyButTheWorkerBearsTheNameOfTheCascade() {
    for (String bid :
        List.of(
            HEAD.replace("u1", "cascade") + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":1}",
            HEAD.replace("u1", "cascade") + "\"role\":\"STAFF\",\"op\":\"resume\"}")) {
      assertThat(commands.read(bytes(bid))).isInstanceOf(Codec.Read.Bad.class);
      assertThat(commands.read(bytes(bid.replace("cascade", "cascades"))))
          .isInstanceOf(Codec.Read.Value.class);
    }
  }

  @Test
  void aDecisionHasThisForm() {
    RoomEvent event = Samples.events().get(1);
    Decision decision = Samples.decision(Samples.answers().getFirst(), Samples.update(event));
    String unsealed =
        ("{'v':1,'room':'r1','place':'3:42','id':'c1','by':'u1','role':'BIDDER','op':'bid',"
                + "'atMs':2000,'answer':{'status':'leading','bid':2,'price':150000,'extendedToMs':"
                + "91000},'duplicate':false,'sequence':7,'updates':[{'sequence':7,'atMs':2000,"
                + "'event':{'type':'bid','bid':2,'bidder':'u1','kind':'MAXIMUM','outbidAtOnce':true"
                + ",'extendedToMs':91000},'standing':{'v':1,'phase':'OPEN','paused':false,'price':"
                + "150000,'leader':'u1','minimum':200000,'endsAtMs':61000,'reserveMet':false,"
                + "'bids':2,'warnings':1}}]")
            .replace('\'', '"');
    JsonText out = new JsonText();
    decisions.unsealed(out, decision);
    assertThat(text(out.toBytes())).isEqualTo(unsealed + "}");
    assertThat(text(decisions.write(decision)))
        .isEqualTo(unsealed + ",\"receipt\":\"" + Samples.RECEIPT + "\"}");
  }

  @Test
  void anUpdateHasThisForm() {
    assertThat(text(updates.write(Samples.update(new RoomEvent.Paused("tea")))))
        .isEqualTo(
            ("{'v':1,'room':'r1','place':'3:42','sequence':7,'atMs':2000,'event':{'type':'paused',"
                    + "'reason':'tea'},'standing':{'v':1,'phase':'OPEN','paused':false,'price':"
                    + "150000,'leader':'u1','minimum':200000,'endsAtMs':61000,'reserveMet':false,"
                    + "'bids':2,'warnings':1},'receipt':'"
                    + Samples.RECEIPT
                    + "'}")
                .replace('\'', '"'));
  }

  @Test
  void everythingIsReadAsItWasWritten() {
    Samples.wishes()
        .forEach(wish -> assertRoundTrip(commands, Samples.command(Samples.STAFF, wish)));
    Samples.events().forEach(event -> assertRoundTrip(updates, Samples.update(event)));
    Samples.answers().forEach(answer -> assertRoundTrip(decisions, Samples.decision(answer)));
    Samples.events()
        .forEach(event ->
            assertRoundTrip(
                decisions,
                Samples.decision(
                    new Answer.Ticked(), Samples.update(event), Samples.update(event))));
    assertRoundTrip(terms, Samples.TERMS);
    assertRoundTrip(terms, Samples.FOLLOWED);
    assertRoundTrip(terms, Samples.TERMS.forViewers());
    assertRoundTrip(standings, Samples.STANDING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`100` | EXACT",
        "`\"100\"` | EXACT",
        "`9007199254740991` | EXACT",
        "`9007199254740992` | TOO_LARGE",
        "`\"9007199254740992\"` | TOO_LARGE",
        "`99999999999999999999` | TOO_LARGE",
        "`0` | INVALID",
        "`-0` | INVALID",
        "`-100` | INVALID",
        "`-99999999999999999999` | INVALID",
        "`100.0` | INVALID",
        "`1e3` | INVALID",
        "`1e400` | INVALID",
        "`null` | INVALID",
        "`true` | INVALID",
        "`[]` | INVALID",
        "`{}` | INVALID",
        "`\"\"` | INVALID",
        "`\"1e3\"` | INVALID",
        "`\"1,000\"` | INVALID",
        "`\" 100\"` | INVALID",
        "`\"0100\"` | INVALID",
        "`\"+1\"` | INVALID",
        "`\"\uff11\uff10\uff10\"` | INVALID",
      })
  void aBadAmountIsReadAndKept(String amount, String expected) {
    RoomCommand command =
        value(
            commands.read(
                bytes(HEAD + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":" + amount + "}")));
    Amount read = ((Wish.Bid) command.wish()).amount();
    String kind =
        switch (read) {
          case Amount.Exact _ -> "EXACT";
          case Amount.Invalid _ -> "INVALID";
          case Amount.TooLarge _ -> "TOO_LARGE";
        };
    assertThat(kind).isEqualTo(expected);
    assertRoundTrip(commands, command);
  }

  @Test
  void aLongBadAmountStaysWhatItIs() {
    for (String text : List.of("1".repeat(64) + "x", "7".repeat(100), "x".repeat(2_000))) {
      RoomCommand command = Samples.command(Samples.BIDDER, new Wish.Bid(Amount.parse(text)));
      assertRoundTrip(commands, command);
      assertThat(commands.write(command)).hasSizeLessThan(300);
    }
    String number =
        HEAD + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":" + "9".repeat(15_000) + "}";
    assertThat(((Wish.Bid) value(commands.read(bytes(number))).wish()).amount())
        .isInstanceOf(Amount.TooLarge.class);
  }

  // Justification: a table, a line a case.
  static Stream<String> unreadable() {
    String bid = HEAD + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":1";
    return Stream.of(
        "",
        "{",
        "null",
        "[]",
        "{}",
        " " + bid + "}",
        bid,
        bid + "}x",
        bid + "} {}",
        bid + ",\"more\":1}",
        bid + ",\"amount\":2}",
        bid.replace("\"v\":1", "\"v\":2") + "}",
        bid.replace("\"v\":1", "\"v\":\"1\"") + "}",
        bid.replace("\"v\":1,", "") + "}",
        bid.replace("\"r1\"", "\"r 1\"") + "}",
        bid.replace("\"r1\"", "\"" + "r".repeat(65) + "\"") + "}",
        bid.replace("\"r1\"", "5") + "}",
        bid.replace("BIDDER", "KING") + "}",
        bid.replace("\"u1\"", "\"floor:1\"") + "}",
        bid.replace("\"bid\"", "\"bib\"") + "}",
        HEAD + "\"role\":\"BIDDER\",\"op\":\"bid\"}",
        HEAD + "\"role\":\"STAFF\",\"op\":\"warn\",\"count\":3}",
        HEAD + "\"role\":\"STAFF\",\"op\":\"warn\",\"count\":1.0}",
        HEAD + "\"role\":\"STAFF\",\"op\":\"pause\",\"reason\":\"" + "x".repeat(501) + "\"}",
        HEAD + "\"role\":\"STAFF\",\"op\":\"open\",\"terms\":{}}",
        bid.replace(":1,", ": 1," + " ".repeat(CommandCodec.MAX_BYTES)) + "}",
        HEAD
            + "\"role\":\"BIDDER\",\"op\":\"bid\",\"amount\":"
            + "[".repeat(9)
            + "]".repeat(9)
            + "}");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNotACommandIsBad(String line) {
    assertThat(commands.read(bytes(line))).isInstanceOf(Codec.Read.Bad.class);
  }

  @Test
  void onlyUtf8IsRead() {
    String line = text(commands.write(Samples.command(Samples.BIDDER, bid(1))));
    for (var charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(commands.read(line.getBytes(charset))).isInstanceOf(Codec.Read.Bad.class);
    }
    byte[] broken = bytes(line.replace("c1", "c?"));
    broken[line.indexOf("c1") + 1] = (byte) 0xff;
    assertThat(commands.read(broken)).isInstanceOf(Codec.Read.Bad.class);
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(SEED);
    List<Codec<?>> all = List.of(commands, decisions, updates, terms, standings);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      if (noise.length > 0) {
        noise[0] = '{';
      }
      all.forEach(codec -> assertThat(codec.read(noise)).isInstanceOf(Codec.Read.Bad.class));
    }
  }

  @Test
  void damagedBytesNeverThrowAndNeverReadAsTwoThings() throws IOException {
    Random random = new Random(SEED);
    ObjectMapper mapper =
        JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    List<RoomCommand> samples = new ArrayList<>();
    Samples.wishes().forEach(wish -> samples.add(Samples.command(Samples.STAFF, wish)));
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = commands.write(samples.get(random.nextInt(samples.size())));
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
      }
      if (commands.read(bytes) instanceof Codec.Read.Value<RoomCommand>(var command)) {
        assertRoundTrip(commands, command);
        JsonNode tree = mapper.readTree(bytes);
        assertThat(commands.read(tree)).isEqualTo(new Codec.Read.Value<>(command));
      }
    }
  }

  @Test
  void impossibleTermsAreLeftToTheEngineInsideACommandOnly() {
    byte[] bytes =
        bytes(text(terms.write(Samples.TERMS)).replace("\"closesAtMs\":61000", "\"closesAtMs\":9"));
    assertThat(terms.read(bytes)).isInstanceOf(Codec.Read.Bad.class);
    String open = HEAD + "\"role\":\"STAFF\",\"op\":\"open\",\"terms\":" + text(bytes) + "}";
    assertThat(((Wish.Open) value(commands.read(bytes(open))).wish()).terms().problem())
        .hasValue("a timed room closes after it opens");
  }

  @Test
  void viewersNeverSeeTheReserve() {
    assertThat(text(terms.write(Samples.TERMS.forViewers())))
        .doesNotContain("reserve", "900000", "u1", "u9");
  }

  private static Wish bid(long amount) {
    return new Wish.Bid(new Amount.Exact(amount));
  }

  private static <T> void assertRoundTrip(Codec<T> codec, T value) {
    byte[] bytes = codec.write(value);
    assertThat(value(codec.read(bytes))).isEqualTo(value);
    assertThat(value(codec.read(codec.json(value)))).isEqualTo(value);
    assertThat(codec.write(value(codec.read(bytes)))).isEqualTo(bytes);
  }

  private static <T> T value(Codec.Read<T> read) {
    assertThat(read).isInstanceOf(Codec.Read.Value.class);
    return ((Codec.Read.Value<T>) read).value();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
