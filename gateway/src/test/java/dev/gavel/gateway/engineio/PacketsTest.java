package dev.gavel.gateway.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Engine.IO packets byte by byte, and the box in which they wait.
class PacketsTest {

  @ParameterizedTest
  @CsvSource({
    "4, Text[data=]",
    "4hello, Text[data=hello]",
    "3, Pong[]",
    "3probe, Pong[]",
    "1, Close[]",
    "0{}, Idle[]",
    "5, Idle[]",
    "6, Idle[]",
    "2, Malformed[why=ping from a client]",
    "2probe, Malformed[why=ping from a client]",
    "7, Malformed[why=unknown packet type]",
    "bAQID, Malformed[why=unknown packet type]",
    "'', Malformed[why=empty packet]"
  })
  void readsTextFrames(String packet, String expected) {
    assertThat(Incoming.ofText(packet)).hasToString(expected);
  }

  @Test
  void readsPayloads() {
    List<Incoming> packets = Incoming.ofPayload("4hello\u001e3\u001ebAQID");
    assertThat(packets).hasSize(3);
    assertThat(packets.get(0)).isEqualTo(new Incoming.Text("hello"));
    assertThat(packets.get(1)).isEqualTo(new Incoming.Pong());
    assertThat(((Incoming.Binary) packets.get(2)).data()).containsExactly(1, 2, 3);
    assertThat(Incoming.ofPayload("4a\u001e")).last().isInstanceOf(Incoming.Malformed.class);
    assertThat(Incoming.count("4a\u001e4b\u001e")).isEqualTo(3);
  }

  @Test
  void writesBothForms() {
    byte[] attachment = {1, 2, 3};
    Outgoing both = Outgoing.message("x한", List.of(attachment));
    assertThat(HexFormat.of().formatHex(both.frames())).isEqualTo("81053478ed959c8203010203");
    assertThat(both.payload()).isEqualTo("4x한\u001ebAQID");
    assertThat(both.packets()).isEqualTo(2);
    Outgoing binary = Outgoing.binary(attachment);
    assertThat(HexFormat.of().formatHex(binary.frames())).isEqualTo("8203010203");
    assertThat(binary.payload()).isEqualTo("bAQID");
    assertThat(HexFormat.of().formatHex(Outgoing.ping().frames())).isEqualTo("810132");
    assertThat(both.frames()).as("made once").isSameAs(both.frames());
  }

  /// A client cannot tell what went out together from what came one by one.
  @Test
  void whatGoesTogetherIsWhatItWouldBeOneByOne() {
    byte[] attachment = {1, 2, 3};
    List<Outgoing> parts =
        List.of(
            Outgoing.message("x한"),
            Outgoing.message("y", List.of(attachment)),
            Outgoing.message("z".repeat(70_000)));
    Outgoing together = Outgoing.together(parts);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    parts.forEach(part -> frames.writeBytes(part.frames()));
    assertThat(together.frames()).isEqualTo(frames.toByteArray());
    assertThat(Incoming.ofPayload(together.payload()))
        .hasSize(4)
        .startsWith(new Incoming.Text("x한"), new Incoming.Text("y"));
    assertThat(together.payload()).isEqualTo("4x한\u001e4y\u001ebAQID\u001e4" + "z".repeat(70_000));
    assertThat(together.packets()).isEqualTo(4);
    assertThat(together.frames()).as("made once").isSameAs(together.frames());
  }

  @RepeatedTest(20)
  void randomBytesNeverThrow() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(Incoming.ofPayload(text)).as("seed %d", seed).hasSize(Incoming.count(text));
    assertThat(Incoming.ofText(text)).as("seed %d", seed).isNotNull();
  }

  @Test
  void boxConflatesOnlyUnderPressureAndNeverDropsAnswers() {
    PollBox box = new PollBox(new EngineLimits.PollBuffer(4, 1_000));
    Optional<String> price = Optional.of("room-1");
    assertThat(box.put(Outgoing.message("p1"), price)).isTrue();
    assertThat(box.put(Outgoing.message("answer"), Optional.empty())).isTrue();
    assertThat(box.put(Outgoing.message("p2"), price)).isTrue();
    assertThat(box.put(Outgoing.message("other"), Optional.of("room-2"))).isTrue();
    assertThat(box.put(Outgoing.message("p3"), price)).isTrue();
    assertThat(box.takePayload()).isEqualTo("4answer\u001e4other\u001e4p3");
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void boxCountsThePacketsOfWhatGoesTogether() {
    PollBox box = new PollBox(new EngineLimits.PollBuffer(4, 1_000));
    Optional<String> price = Optional.of("room-1");
    Outgoing three =
        Outgoing.together(
            List.of(Outgoing.message("p1"), Outgoing.message("p2"), Outgoing.message("p3")));
    assertThat(box.put(three, price)).isTrue();
    assertThat(box.put(Outgoing.message("answer"), Optional.empty())).isTrue();
    assertThat(box.put(Outgoing.message("p4"), price)).as("older prices give way").isTrue();
    assertThat(box.put(three, Optional.empty())).as("five packets").isFalse();
    assertThat(box.takePayload()).isEqualTo("4answer\u001e4p4");
  }

  @Test
  void boxIsFullWhenNothingMayGiveWay() {
    PollBox box = new PollBox(new EngineLimits.PollBuffer(2, 20));
    assertThat(box.put(Outgoing.message("x".repeat(50)), Optional.empty()))
        .as("one alone always fits")
        .isTrue();
    assertThat(box.put(Outgoing.message("y"), Optional.empty())).as("bytes").isFalse();
    box.takePayload();
    assertThat(box.put(Outgoing.message("a"), Optional.empty())).isTrue();
    assertThat(box.put(Outgoing.message("b"), Optional.empty())).isTrue();
    assertThat(box.put(Outgoing.message("c"), Optional.of("k"))).as("packets").isFalse();
  }
}
