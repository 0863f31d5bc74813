package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Socket.IO v4 over WebSocket alone: Engine.IO packets `0` open, `2` ping, `4` message; in
/// messages `0` connect, `2` event, `3` acknowledgement, `4` refused.
final class SocketIoSpeech implements Speech {
  private static final byte[] CONNECT = "40".getBytes(UTF_8);
  private static final byte[] PONG = "3".getBytes(UTF_8);
  private static final byte[] BID = "[\"bid\",".getBytes(UTF_8);
  private static final byte[] NUMBERED = "[\"room:".getBytes(UTF_8);
  private static final byte[] LATE = "[\"bid:answer\",".getBytes(UTF_8);

  @Override
  public String path() {
    return "/socket.io/?EIO=4&transport=websocket";
  }

  @Override
  public String request(String event, String number, String body) {
    return "42" + number + "[\"" + event + "\"," + body + "]";
  }

  @Override
  public void read(Span message, Ears ears) {
    switch (at(message, 0)) {
      case '0' -> ears.say(CONNECT);
      case '2' -> ears.say(PONG);
      case '4' -> packet(message, ears);
      default -> ears.other();
    }
  }

  private static byte at(Span message, int index) {
    int i = message.from() + index;
    return i < message.to() ? message.bytes()[i] : 0;
  }

  private static void packet(Span message, Ears ears) {
    Span rest = new Span(message.bytes(), message.from() + 2, message.to());
    switch (at(message, 1)) {
      case '0' -> ears.connected();
      case '2' -> event(rest, ears);
      case '3' -> {
        int body = rest.from();
        while (body < rest.to() && rest.bytes()[body] != '[') {
          body++;
        }
        ears.answer(rest.numberAt(rest.from()), new Span(rest.bytes(), body + 1, rest.to() - 1));
      }
      case '4' -> ears.refused(rest.toString());
      default -> ears.other();
    }
  }

  private static void event(Span event, Ears ears) {
    if (event.startsWith(BID) || event.startsWith(NUMBERED)) {
      ears.fact(event);
    } else if (event.startsWith(LATE)) {
      ears.lateAnswer(event);
    } else {
      ears.other();
    }
  }
}
