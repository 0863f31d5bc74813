package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartsOfLoadTest {
  @Test
  void fieldsAreFoundButNotInsideTexts() {
    Span span = span("{\"text\":\"a \\\"sequence\\\":99 b\",\"sequence\":12,\"id\":\"x-7\"}");
    assertThat(span.number(Span.key("sequence"), -1)).isEqualTo(12);
    assertThat(span.text(Span.key("id"))).isEqualTo("x-7");
    assertThat(span.number(Span.key("none"), -1)).isEqualTo(-1);
  }

  @Test
  void framesAreReadWhereverTheStreamIsCut() {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    List<String> sent = List.of("a", "b".repeat(125), "c".repeat(126), "d".repeat(70_000), "");
    sent.forEach(text -> stream.writeBytes(serverFrame(text)));
    byte[] all = stream.toByteArray();
    for (int cut : new int[] {0, 1, 2, 3, 100, 128, 131, 140, 300, all.length - 3, all.length}) {
      Heard heard = new Heard();
      int taken = FrameStream.read(new Span(all, 0, cut), heard);
      FrameStream.read(new Span(all, taken, all.length), heard);
      assertThat(heard.texts).isEqualTo(sent);
    }
  }

  @Test
  void aMaskedFrameFromAServerIsRefused() {
    byte[] masked = FrameStream.text("x".getBytes(UTF_8));
    assertThatThrownBy(() -> FrameStream.read(new Span(masked, 0, masked.length), new Heard()))
        .isInstanceOf(FrameStream.Broken.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 9, 10, 1_234_567_890_123L, Long.MAX_VALUE})
  void aBidFromAMoldIsTheFrameThatWouldBeWrittenAnew(long number) {
    for (Speech speech : List.of(new SocketIoSpeech(), new PlainSpeech())) {
      String bid = "{\"roomId\":\"room\",\"price\":77,\"id\":\"mark-" + number + "\"}";
      String text = speech.request("bid", Long.toString(number), bid);
      assertThat(new Molds("room", "mark-").bid(speech, "price", number, 77))
          .isEqualTo(FrameStream.text(text.getBytes(UTF_8)));
    }
  }

  @Test
  void bidsThatCannotBeSentInTimeAreCountedAndNotSentForEver() throws Exception {
    Tally tally = new Tally();
    Seat seat =
        new Seat(new Seat.House(tally, new Flights(), "m-", () -> {}), new Board("r", 1), 0, "");
    CountDownLatch never = new CountDownLatch(1);
    Bidder.Taste slow =
        _ -> {
          try {
            assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Bidder.Offer("price", 1);
        };
    long began = System.nanoTime();
    Offers offers =
        Offers.start(
            new Pace(Pace.steady(1_000), 1),
            List.of(new Bidder(seat, slow, false, tally)),
            tally,
            TimeUnit.SECONDS.toNanos(1));
    offers.join();
    assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(5));
    long tried = tally.outcomes().getOrDefault("not seated", 0L);
    assertThat(tried).isBetween(1L, 80L);
    assertThat(tally.notSent.sum()).isBetween(700L, 1_300L - tried);
  }

  @Test
  void theMachineSaysHowMuchOfItWasTaken() {
    Machine before = Machine.read("cpu  100 0 50 800 50 0 0 0 0 0").orElseThrow();
    Machine after = Machine.read("cpu  150 20 80 850 50 0 0 50 0 0").orElseThrow();
    assertThat(after.coresSince(before, 4)).isEqualTo(3);
    assertThat(after.coresSince(after, 4)).isZero();
    assertThat(Machine.read("intr 1 2 3")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://10.0.0.1:3000", "http://192.168.1.7:80", "http://127.0.0.1"})
  void otherMachinesAreNotTargets(String url) {
    assertThatThrownBy(() -> Target.portOnThisMachine(url))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thisMachineIs() throws Exception {
    assertThat(Target.portOnThisMachine("http://127.0.0.1:3001")).isEqualTo(3001);
    assertThat(Target.portOnThisMachine("http://localhost:3000")).isEqualTo(3000);
  }

  @Test
  void thePaceKeepsItsRateAndRisesTowardsTheEnd() {
    Pace steady = new Pace(Pace.steady(1_000), 7);
    long at = 0;
    for (int i = 0; i < 10_000; i++) {
      at += steady.gapNanos(at);
    }
    assertThat(at / 1e9).isBetween(9.0, 11.0);
    Pace.Rate closing = Pace.closing(60, 1_000);
    assertThat(closing.at(0)).isLessThan(closing.at(50));
    assertThat(closing.at(59.95)).isEqualTo(1_000);
    assertThat(closing.at(61)).isEqualTo(1);
  }

  @Test
  void thePictureIsWellFormed() throws Exception {
    Histogram times = new Histogram(Tally.LONGEST_US, 3);
    for (int i = 1; i < 5_000; i++) {
      times.recordValue(i * 7L);
    }
    String svg =
        Picture.of(
            "<&>",
            "figures",
            List.of(new Picture.Curve("a", times), new Picture.Curve("none", new Histogram(3))));
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(UTF_8)));
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void everyScenarioIsAPlanWithinTheLimits(Scenario shape) {
    LoadPlan plan =
        new LoadPlan(
            shape,
            shape.rooms,
            shape.viewers,
            shape.bidders,
            shape.offersPerS,
            shape.winning,
            shape.seconds,
            false,
            LoadPlan.Tongue.BOTH,
            1,
            1,
            LoadPlan.Phases.NONE);
    assertThat(plan.seats()).isPositive();
    assertThat(Scenario.of(shape.word())).contains(shape);
  }

  private static Span span(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return new Span(bytes, 0, bytes.length);
  }

  private static byte[] serverFrame(String text) {
    byte[] body = text.getBytes(UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    if (body.length < 126) {
      frame.write(body.length);
    } else if (body.length < 65_536) {
      frame.writeBytes(new byte[] {126, (byte) (body.length >> 8), (byte) body.length});
    } else {
      frame.writeBytes(
          new byte[] {
            127,
            0,
            0,
            0,
            0,
            0,
            (byte) (body.length >> 16),
            (byte) (body.length >> 8),
            (byte) body.length
          });
    }
    frame.writeBytes(body);
    return frame.toByteArray();
  }

  private static final class Heard implements FrameStream.Taker {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void text(Span message) {
      texts.add(message.toString());
    }

    @Override
    public void ping(Span body) {
      throw new AssertionError("no ping was sent");
    }

    @Override
    public void close(int code) {
      throw new AssertionError("no close was sent");
    }
  }
}
