package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportCodecTest {
  private static final String ENTRY = "{'v':1,'type':'entry','place':'3:42','appendedAtMs':2000,";
  private static final String BID =
      "{'v':1,'room':'r1','id':'c1','by':'u1','role':'BIDDER','op':'bid','amount':150000}";

  private final ExportCodec lines = new ExportCodec();
  private final DecisionCodec decisions = new DecisionCodec();

  @Test
  void headAndEndHaveThisForm() {
    assertSame("{'v':1,'type':'room','room':'r1'}", new ExportLine.Head("r1"));
    assertSame(
        "{'v':1,'type':'end','entries':2,'receipt':'" + Samples.RECEIPT + "'}",
        new ExportLine.End(2, Samples.RECEIPT));
  }

  @Test
  void aCommandStandsAsItWasLogged() {
    Decision decision = Samples.decision(Samples.answers().getFirst());
    ExportLine.Entry entry =
        new ExportLine.Entry(Samples.PLACE, 2_000, json(BID), Optional.of(decision));
    String line = ENTRY + "'command':" + BID + ",'decision':" + text(decisions.write(decision));
    assertThat(lines.write(entry)).asString().isEqualTo(text(json(line + "}")));
    assertEntry(entry);
  }

  @Test
  void aCommandThatWasWrittenOtherwiseKeepsItsBytes() {
    byte[] spaced = json(BID.replace(",", ", "));
    ExportLine.Entry entry = new ExportLine.Entry(Samples.PLACE, 2_000, spaced, Optional.empty());
    assertThat(text(lines.write(entry))).contains("\"bytes\":\"").doesNotContain("decision");
    assertEntry(entry);
    assertEntry(
        new ExportLine.Entry(
            Samples.PLACE, 2_000, json(BID.replace("150000", "15e4")), Optional.empty()));
    assertEntry(new ExportLine.Entry(Samples.PLACE, 2_000, new byte[] {-1, 10}, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'v':2,'type':'room','room':'r1'}",
        "{'v':1,'type':'room'}",
        "{'v':1,'type':'room','room':'r1','more':1}",
        "{'v':1,'type':'rooms','room':'r1'}",
        "{'v':1,'type':'entry','place':'3:42','appendedAtMs':2000}",
        "{'v':1,'type':'entry','place':'3:42','appendedAtMs':2000,'bytes':'?'}",
        "{'v':1,'type':'entry','place':'3','appendedAtMs':2000,'bytes':''}",
        "{'v':1,'type':'entry','place':'3:42','appendedAtMs':2000,'bytes':'','command':{}}",
        "{'v':1,'type':'end','entries':-1,'receipt':''}"
      })
  void whatIsNoLineIsBad(String line) {
    assertThat(lines.read(json(line))).isInstanceOf(Codec.Read.Bad.class);
  }

  private void assertSame(String json, ExportLine line) {
    assertThat(lines.write(line)).asString().isEqualTo(text(json(json)));
    assertThat(lines.read(json(json))).isEqualTo(new Codec.Read.Value<>(line));
  }

  private void assertEntry(ExportLine.Entry entry) {
    byte[] line = lines.write(entry);
    assertThat(lines.read(line))
        .isInstanceOfSatisfying(
            Codec.Read.Value.class,
            read -> {
              ExportLine.Entry again = (ExportLine.Entry) read.value();
              assertThat(again.command()).isEqualTo(entry.command());
              assertThat(again.decision()).isEqualTo(entry.decision());
              assertThat(lines.write(again)).isEqualTo(line);
            });
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
