package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiptChainTest {
  private static final byte[] COMMAND = "command".getBytes(StandardCharsets.UTF_8);
  private static final Decision DECISION = Samples.decision(new Answer.Ticked());
  private static final DecisionCodec DECISIONS = new DecisionCodec();

  @Test
  void aReceiptIsTheHashOfTheOneBeforeAndOfAllAboutTheDecision()
      throws IOException, GeneralSecurityException {
    ReceiptChain chain = new ReceiptChain();
    byte[] head = new byte[ReceiptChain.BYTES];
    for (int offset = 0; offset < 3; offset++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(head);
      out.writeInt(5);
      out.writeLong(offset);
      out.writeLong(1_000);
      out.writeInt(COMMAND.length);
      out.write(COMMAND);
      out.write(binary(DECISION));
      head = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      assertThat(chain.add(COMMAND, new Place(5, offset), 1_000, DECISION))
          .isEqualTo(HexFormat.of().formatHex(head));
    }
  }

  /// The file was made by other means; the page's own computation is held against it too.
  @Test
  void receiptsOfAGivenLog() throws IOException {
    ReceiptChain chain = new ReceiptChain();
    for (JsonNode line : given()) {
      String json = line.path("decision").textValue();
      String receipt = line.path("receipt").textValue();
      String sealed = json.substring(0, json.length() - 1) + ",\"receipt\":\"" + receipt + "\"}";
      byte[] bytes = sealed.getBytes(StandardCharsets.UTF_8);
      Decision decision = read(bytes);
      assertThat(DECISIONS.write(decision)).isEqualTo(bytes);
      assertThat(HexFormat.of().formatHex(binary(decision)))
          .isEqualTo(line.path("cbor").textValue());
      byte[] command = line.path("command").textValue().getBytes(StandardCharsets.UTF_8);
      long appendedAtMs = line.path("appendedAtMs").longValue();
      assertThat(chain.add(command, decision.place(), appendedAtMs, decision)).isEqualTo(receipt);
    }
  }

  @Test
  void theGivenLogHasEveryNumberedName() throws IOException {
    Set<String> names = new HashSet<>();
    for (JsonNode line : given()) {
      names(new ObjectMapper().readTree(line.path("decision").textValue()), names);
    }
    assertThat(names).containsAll(NumberedNames.ALL);
  }

  @Test
  void everyInputChangesTheReceipt() {
    byte[] other = "comment".getBytes(StandardCharsets.UTF_8);
    Place place = new Place(1, 2);
    List<String> receipts =
        List.of(
            new ReceiptChain().add(COMMAND, place, 3, DECISION),
            new ReceiptChain().add(other, place, 3, DECISION),
            new ReceiptChain().add(COMMAND, new Place(1, 3), 3, DECISION),
            new ReceiptChain().add(COMMAND, new Place(2, 2), 3, DECISION),
            new ReceiptChain().add(COMMAND, place, 4, DECISION));
    assertThat(receipts).doesNotHaveDuplicates();
    assertThat(new ReceiptChain().add(COMMAND, place, 3, DECISION)).isEqualTo(receipts.getFirst());
  }

  /// What is written differently as JSON is hashed differently: nothing of a decision is left out.
  @Test
  void everyDecisionHasABinaryFormOfItsOwn() {
    List<Decision> all = new ArrayList<>();
    for (Answer answer : Samples.answers()) {
      all.add(Samples.decision(answer));
      for (RoomEvent event : Samples.events()) {
        all.add(Samples.decision(answer, Samples.update(event)));
        all.add(Samples.decision(answer, Samples.update(event), Samples.update(event)));
      }
    }
    for (String text :
        List.of("", "?", "\ud834", "\udd1e", "\ud834\udd1e", "a\"", "é", "e\u0301")) {
      all.add(Samples.decision(DECISION.answer(), Samples.update(new RoomEvent.Paused(text))));
      all.add(Samples.decision(DECISION.answer(), Samples.update(new RoomEvent.Reopened(text))));
    }
    long distinct =
        all.stream().map(DECISIONS::write).map(ReceiptChainTest::hex).distinct().count();
    assertThat(all.stream().map(ReceiptChainTest::binary).map(ReceiptChainTest::hex).distinct())
        .hasSize((int) distinct);
  }

  @Test
  void aReceiptIsOfTheDecisionWhateverReceiptItHas() {
    Place place = new Place(1, 2);
    assertThat(new ReceiptChain().add(COMMAND, place, 3, DECISION.withReceipt("")))
        .isEqualTo(new ReceiptChain().add(COMMAND, place, 3, DECISION));
  }

  @Test
  void aClearedChainBeginsAnew() {
    ReceiptChain chain = new ReceiptChain();
    String first = chain.add(COMMAND, new Place(1, 2), 3, DECISION);
    assertThat(chain.add(COMMAND, new Place(1, 2), 3, DECISION)).isNotEqualTo(first);
    chain.clear();
    assertThat(chain.add(COMMAND, new Place(1, 2), 3, DECISION)).isEqualTo(first);
  }

  private static List<JsonNode> given() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream file =
            Objects.requireNonNull(ReceiptChainTest.class.getResourceAsStream("/receipts.jsonl"));
        MappingIterator<JsonNode> lines = mapper.readerFor(JsonNode.class).readValues(file)) {
      return lines.readAll();
    }
  }

  private static Decision read(byte[] bytes) {
    return switch (DECISIONS.read(bytes)) {
      case Codec.Read.Value<Decision>(var decision) -> decision;
      case Codec.Read.Bad<Decision>(var why) -> throw new AssertionError(why.reason());
    };
  }

  private static byte[] binary(Decision decision) {
    JsonBinary out = new JsonBinary();
    DECISIONS.unsealed(out, decision);
    return out.toBytes();
  }

  private static void names(JsonNode node, Set<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    node.forEach(child -> names(child, names));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
