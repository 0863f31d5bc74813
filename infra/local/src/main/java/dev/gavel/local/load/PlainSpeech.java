package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// The plain protocol: one JSON object a message, `event` first.
final class PlainSpeech implements Speech {
  private static final byte[] ID = Span.key("id");
  private static final byte[] DATA = Span.key("data");
  private static final byte[] CONNECTED = start("connected");
  private static final byte[] ACK = start("ack");
  private static final byte[] BID = start("bid");
  private static final byte[] LATE = start("bid:answer");
  private static final byte[] NUMBERED = "{\"event\":\"room:".getBytes(UTF_8);

  private static byte[] start(String event) {
    return ("{\"event\":\"" + event + '"').getBytes(UTF_8);
  }

  @Override
  public String path() {
    return "/ws";
  }

  @Override
  public String request(String event, String number, String body) {
    return "{\"event\":\"" + event + "\",\"id\":\"" + number + "\",\"data\":" + body + "}";
  }

  @Override
  public void read(Span message, Ears ears) {
    if (message.startsWith(BID) || message.startsWith(NUMBERED)) {
      ears.fact(message);
    } else if (message.startsWith(ACK)) {
      int data = message.valueOf(DATA);
      int from = data == Span.NOT_FOUND ? message.from() : data;
      ears.answer(message.number(ID, 0), new Span(message.bytes(), from, message.to() - 1));
    } else if (message.startsWith(LATE)) {
      ears.lateAnswer(message);
    } else if (message.startsWith(CONNECTED)) {
      ears.connected();
    } else {
      ears.other();
    }
  }
}
