package dev.gavel.gateway.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Socket.IO packets character by character.
class SocketPacketsTest {
  private static final List<String> SEEDS =
      List.of(
          "0{\"token\":\"123\"}",
          "0/custom,",
          "2[\"bid\",{\"roomId\":\"r\",\"price\":1000}]",
          "2/custom,12[\"a\",1.50]",
          "312[1,2]",
          "51-[\"a\",{\"_placeholder\":true,\"num\":0}]",
          "1/custom",
          "61-3[{\"_placeholder\":true,\"num\":0}]");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | CONNECT / - ",
        "0{\"a\":1} | CONNECT / - {\"a\":1}",
        "0/custom | CONNECT /custom - ",
        "0/custom,{} | CONNECT /custom - {}",
        "1 | DISCONNECT / - ",
        "1/custom, | DISCONNECT /custom - ",
        "2[\"a\"] | EVENT / - [\"a\"]",
        "2[\"a\" , 1.50 ] | EVENT / - [\"a\",1.50]",
        "20[\"a\"] | EVENT / 0 [\"a\"]",
        "2/a/b,007[\"a\"] | EVENT /a/b 7 [\"a\"]",
        "2999999999999999[\"a\"] | EVENT / 999999999999999 [\"a\"]",
        "31[] | ACK / 1 []",
        "510-[\"a\"] | BINARY_EVENT / - [\"a\"]",
        "62-/x,5[{}] | BINARY_ACK /x 5 [{}]",
        "2[12345678901234567890] | EVENT / - [12345678901234567890]"
      })
  void reads(String text, String expected) {
    assertThat(PacketParser.parse(text).map(SocketPacketsTest::words)).contains(expected.strip());
  }

  private static String words(Packet packet) {
    String id = packet.ackId().isPresent() ? "" + packet.ackId().getAsLong() : "-";
    String data = packet.data().isMissingNode() ? "" : Json.write(packet.data());
    return (packet.type() + " " + packet.namespace() + " " + id + " " + data).strip();
  }

  /// Real packets with a few characters changed: read or refused, never thrown at.
  @RepeatedTest(200)
  void changedPacketsNeverThrow() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int changes = random.nextInt(4); changes >= 0 && !text.isEmpty(); changes--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, (char) random.nextInt(0x3000));
        default -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
      }
    }
    assertThat(PacketParser.parse(text.toString())).as("seed %d: %s", seed, text).isNotNull();
  }

  @RepeatedTest(20)
  void randomBytesNeverThrow() {
    long seed = new Random().nextLong();
    byte[] bytes = new byte[100];
    new Random(seed).nextBytes(bytes);
    String text = "2" + new String(bytes, StandardCharsets.UTF_8);
    assertThat(PacketParser.parse(text)).as("seed %d", seed).isNotNull();
  }

  @Test
  void writes() {
    PacketWriter root = new PacketWriter("/");
    PacketWriter custom = new PacketWriter("/custom");
    JsonNode one = IntNode.valueOf(1);
    assertThat(root.connected("abc", Optional.empty()).payload()).isEqualTo("40{\"sid\":\"abc\"}");
    assertThat(custom.connected("abc", Optional.empty()).payload())
        .isEqualTo("40/custom,{\"sid\":\"abc\"}");
    assertThat(root.connected("abc", Optional.of("p")).payload())
        .isEqualTo("40{\"sid\":\"abc\",\"pid\":\"p\"}");
    assertThat(PacketWriter.with(List.of(one), Optional.of("r:1")))
        .containsExactly(one, TextNode.valueOf("r:1"));
    assertThat(PacketWriter.with(List.of(one), Optional.empty())).containsExactly(one);
    assertThat(custom.disconnect().payload()).isEqualTo("41/custom,");
    assertThat(root.event("bid", List.of(one), OptionalLong.empty()).payload())
        .isEqualTo("42[\"bid\",1]");
    assertThat(custom.event("bid", List.of(), OptionalLong.of(9)).payload())
        .isEqualTo("42/custom,9[\"bid\"]");
    assertThat(root.ack(7, List.of(one)).payload()).isEqualTo("437[1]");
    assertThat(
            root.event("\u001e", List.of(TextNode.valueOf("\u001e한")), OptionalLong.empty())
                .payload())
        .as("the separator never stands raw in a payload")
        .isEqualTo("42[\"\\u001E\",\"\\u001E한\"]");
  }

  @Test
  void writesBinaryWithItsHeadAsOneUnit() {
    JsonNode bytes = BinaryNode.valueOf(new byte[] {1, 2});
    JsonNode nested = JsonNodeFactory.instance.objectNode().set("a", bytes);
    assertThat(
            new PacketWriter("/x").event("e", List.of(bytes, nested), OptionalLong.of(3)).payload())
        .isEqualTo(
            "452-/x,3[\"e\",{\"_placeholder\":true,\"num\":0},"
                + "{\"a\":{\"_placeholder\":true,\"num\":1}}]\u001ebAQI=\u001ebAQI=");
    byte[] frames = new PacketWriter("/").ack(1, List.of(bytes)).frames();
    assertThat(HexFormat.of().formatHex(frames)).endsWith("82020102");
  }

  @Test
  void neverWritesAReservedName() {
    assertThatThrownBy(
            () -> new PacketWriter("/").event("disconnect", List.of(), OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
