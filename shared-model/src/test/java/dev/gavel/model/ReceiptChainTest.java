package dev.gavel.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReceiptChainTest {
  private static final byte[] COMMAND = "command".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DECISION = "decision".getBytes(StandardCharsets.UTF_8);

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
      out.write(DECISION);
      head = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      assertThat(chain.add(COMMAND, new Place(5, offset), 1_000, DECISION))
          .isEqualTo(HexFormat.of().formatHex(head));
    }
  }

  @Test
  void everyInputChangesTheReceipt() {
    Place place = new Place(1, 2);
    String receipt = new ReceiptChain().add(COMMAND, place, 3, DECISION);
    assertThat(new ReceiptChain().add(COMMAND, place, 3, DECISION)).isEqualTo(receipt);
    assertThat(new ReceiptChain().add(DECISION, place, 3, DECISION)).isNotEqualTo(receipt);
    assertThat(new ReceiptChain().add(COMMAND, new Place(1, 3), 3, DECISION)).isNotEqualTo(receipt);
    assertThat(new ReceiptChain().add(COMMAND, new Place(2, 2), 3, DECISION)).isNotEqualTo(receipt);
    assertThat(new ReceiptChain().add(COMMAND, place, 4, DECISION)).isNotEqualTo(receipt);
    assertThat(new ReceiptChain().add(COMMAND, place, 3, COMMAND)).isNotEqualTo(receipt);
  }

  @Test
  void aDecisionIsAddedAsItsCodecWritesIt() {
    DecisionCodec codec = new DecisionCodec();
    ReceiptChain chain = new ReceiptChain();
    ReceiptChain same = new ReceiptChain();
    for (Answer answer : Samples.answers()) {
      Decision decision = Samples.decision(answer, Samples.update(new RoomEvent.Paused("tea")));
      assertThat(chain.add(COMMAND, 3, decision))
          .isEqualTo(same.add(COMMAND, decision.place(), 3, codec.writeUnsealed(decision)));
    }
  }

  @Test
  void aClearedChainBeginsAnew() {
    ReceiptChain chain = new ReceiptChain();
    String first = chain.add(COMMAND, new Place(1, 2), 3, DECISION);
    assertThat(chain.add(COMMAND, new Place(1, 2), 3, DECISION)).isNotEqualTo(first);
    chain.clear();
    assertThat(chain.add(COMMAND, new Place(1, 2), 3, DECISION)).isEqualTo(first);
  }
}
