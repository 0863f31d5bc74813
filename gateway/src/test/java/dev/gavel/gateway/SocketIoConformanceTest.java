package dev.gavel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every Socket.IO 5 server owes its clients: connections, messages, ends.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocketIoConformanceTest {
  private final ConformanceServer server = ConformanceServer.start(ConformanceServer.patient());
  private final WireClient client = new WireClient(server.port(), "/socket.io/");
  private WireClient.Line line = client.line("EIO=4&transport=websocket");

  @BeforeAll
  void warmUp() {
    line.close();
  }

  @BeforeEach
  void open() {
    line = client.direct();
  }

  @AfterEach
  void hangUp() {
    line.close();
  }

  @AfterAll
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void connectsTheMainNamespace() {
    assertThat(line.send("40").message()).matches("40\\{\"sid\":\"[A-Za-z0-9_-]{20}\"}");
    assertThat(line.message()).isEqualTo("42[\"auth\",{}]");
  }

  @Test
  void connectsTheMainNamespaceWithAPayload() {
    assertThat(line.send("40{\"token\": \"123\"}").message()).startsWith("40{\"sid\":");
    assertThat(line.message()).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
  }

  @Test
  void connectsACustomNamespace() {
    assertThat(line.send("40/custom,").message()).startsWith("40/custom,{\"sid\":");
    assertThat(line.message()).isEqualTo("42/custom,[\"auth\",{}]");
  }

  @Test
  void connectsACustomNamespaceWithoutItsComma() {
    assertThat(line.send("40/custom").message()).startsWith("40/custom,{\"sid\":");
  }

  @Test
  void connectsACustomNamespaceWithAPayload() {
    assertThat(line.send("40/custom,{\"token\":\"abc\"}").message())
        .startsWith("40/custom,{\"sid\":");
    assertThat(line.message()).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"40/random", "40/random,", "40/random,{\"a\":1}"})
  void refusesAnUnknownNamespace(String packet) {
    assertThat(line.send(packet).message())
        .isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"4abc", "40abc", "40[]", "40\"x\"", "40{", "40{}{}"})
  void closesUponAHandshakeThatIsNone(String packet) {
    assertThat(line.send(packet).untilEnd()).isEmpty();
  }

  @Test
  void closesWithoutAConnectInTime() {
    assertThat(line.message()).isEqualTo("end");
  }

  @Test
  void disconnectsTheMainNamespace() {
    line.connect("40").send("41");
    assertThat(line.next()).isEqualTo("2");
  }

  @Test
  void disconnectsACustomNamespaceAndKeepsTheOther() {
    line.connect("40").connect("40/custom").send("41/custom").send("42[\"message\",1]");
    assertThat(line.message()).isEqualTo("42[\"message-back\",1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,\"2\",{\"3\":[false]}",
        "1.0,1e2,-0.50,12345678901234567890,9007199254740993",
        "\"한글\",\"\\u001e\",\"\\\"\\\\\",null,[],{}",
        "{\"__proto__\":{\"a\":1}}"
      })
  void echoesArgumentsAsTheyCame(String arguments) {
    line.connect("40").send("42[\"message\"," + arguments + "]");
    assertThat(line.message())
        .isEqualTo(
            "42[\"message-back\","
                + arguments.replace("1e2", "1E+2").replace("\\u001e", "\\u001E")
                + "]");
  }

  @Test
  void echoesBinary() {
    byte[] one = {1, 2, 3};
    byte[] two = {4, 5, 6};
    line.connect("40")
        .send(
            "452-[\"message\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]")
        .sendBinary(one)
        .sendBinary(two);
    assertThat(line.message())
        .isEqualTo(
            "452-[\"message-back\",{\"_placeholder\":true,\"num\":0},"
                + "{\"_placeholder\":true,\"num\":1}]");
    assertThat(line.message()).isEqualTo("binary 010203");
    assertThat(line.message()).isEqualTo("binary 040506");
  }

  @Test
  void acknowledges() {
    line.connect("40").send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]");
    assertThat(line.message()).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
  }

  @Test
  void acknowledgesBinary() {
    byte[] bytes = {1, 2, 3};
    line.connect("40")
        .send("451-789[\"message-with-ack\",{\"_placeholder\":true,\"num\":0}]")
        .sendBinary(bytes);
    assertThat(line.message()).isEqualTo("461-789[{\"_placeholder\":true,\"num\":0}]");
    assertThat(line.message()).isEqualTo("binary 010203");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "4",
        "49",
        "42",
        "42{}",
        "42[]",
        "42[null]",
        "42[{}]",
        "42abc[\"a\"]",
        "42[\"a\"",
        "42[\"a\"]x",
        "421e9[\"a\"]",
        "421234567890123456[\"a\"]",
        "42[NaN]",
        "42[\"a\",1e999]",
        "42[\"connect\"]",
        "42[\"connect_error\"]",
        "42[\"disconnect\"]",
        "42[\"disconnecting\"]",
        "42[\"newListener\"]",
        "42[\"removeListener\"]",
        "42/custom,[\"a\"]",
        "42/nowhere,[\"a\"]",
        "40",
        "40{}",
        "44{\"message\":\"x\"}",
        "43[]",
        "451[\"a\"]",
        "450-[\"a\"]",
        "4511-[\"a\"]",
        "459999-[\"a\"]",
        "45-[\"a\"]",
        "45-1-[\"a\"]",
        "41{}",
        "42\ufeff[\"a\"]",
        "0{}",
        ""
      })
  void closesUponWhatAClientMustNotSay(String packet) {
    line.connect("40");
    if (packet.equals("0{}")) { // an open packet means nothing from a client, and is ignored
      line.send(packet).send("42[\"message\",1]");
      assertThat(line.message()).isEqualTo("42[\"message-back\",1]");
      return;
    }
    assertThat(line.send(packet).untilEnd()).isEmpty();
  }

  @Test
  void closesUponTextBetweenAttachments() {
    line.connect("40").send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]");
    assertThat(line.send("42[\"message\",1]").untilEnd()).isEmpty();
  }

  @Test
  void closesUponAStrayBinaryMessage() {
    byte[] bytes = {1};
    assertThat(line.connect("40").sendBinary(bytes).untilEnd()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "\"0\"", "0.5", "99999999999"})
  void closesUponAPlaceholderForNothing(String number) {
    byte[] bytes = {1};
    line.connect("40").send("451-[\"message\",{\"_placeholder\":true,\"num\":" + number + "}]");
    assertThat(line.sendBinary(bytes).untilEnd()).isEmpty();
  }

  @Test
  void ignoresAnAnswerThatNobodyAskedFor() {
    line.connect("40").send("4399[1]").send("42[\"message\",1]");
    assertThat(line.message()).isEqualTo("42[\"message-back\",1]");
  }

  @Test
  void takesEventsThatAreNamedByNumbers() {
    line.connect("40").send("42[7,1]").send("42[\"message\",1]");
    assertThat(line.message()).isEqualTo("42[\"message-back\",1]");
  }

  @Test
  void deepJsonClosesOnlyItsConnection() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    assertThat(line.connect("40").send("42[\"message\"," + deep + "]").untilEnd()).isEmpty();
    try (WireClient.Line other = client.direct()) {
      assertThat(other.connect("40").send("42[\"message\",1]").message())
          .isEqualTo("42[\"message-back\",1]");
    }
  }
}
