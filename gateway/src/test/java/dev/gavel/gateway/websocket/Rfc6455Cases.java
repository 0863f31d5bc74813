package dev.gavel.gateway.websocket;

import static dev.gavel.gateway.websocket.RawSocket.frame;
import static dev.gavel.gateway.websocket.RawSocket.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// What a client may send after the 101, and what must come back, by section of RFC 6455.
final class Rfc6455Cases {

  /// One conversation.
  ///
  /// @param chunks what is sent, one TCP write each
  /// @param answers what comes back, in [RawSocket#next()]'s words, up to and including the end
  record Case(String clause, String what, List<byte[]> chunks, List<String> answers) {
    @Override
    public String toString() {
      return clause + " " + what;
    }
  }

  private static final byte[] NORMAL_CLOSE = closing(1000, "");
  private final List<Case> cases = new ArrayList<>();

  private Rfc6455Cases() {}

  static List<Case> all() {
    Rfc6455Cases table = new Rfc6455Cases();
    table.lengths();
    table.masksAndBits();
    table.controls();
    table.fragments();
    table.fragmentMistakes();
    table.closes();
    table.utf8();
    table.limits();
    return table.cases;
  }

  /// A conversation that the server ends for a mistake.
  private void fails(String clause, String what, int code, byte[]... chunks) {
    cases.add(new Case(clause, what, List.of(chunks), List.of("close " + code, "eof")));
  }

  /// A conversation that the client ends itself, after `answers`.
  private void works(String clause, String what, List<String> answers, byte[]... chunks) {
    List<byte[]> sent = new ArrayList<>(List.of(chunks));
    sent.add(NORMAL_CLOSE);
    List<String> expected = new ArrayList<>(answers);
    expected.add("close 1000");
    expected.add("eof");
    cases.add(new Case(clause, what, sent, expected));
  }

  private void lengths() {
    for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536}) {
      String message = "*".repeat(length);
      works("5.2", "text of " + length, List.of("text " + message), text(message));
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, (byte) 0xFE);
      works(
          "5.2",
          "binary of " + length,
          List.of("binary " + "fe".repeat(length)),
          frame(0x82, bytes));
    }
    byte[] slow = text("one byte at a time");
    byte[][] pieces = new byte[slow.length][];
    Arrays.setAll(pieces, i -> new byte[] {slow[i]});
    works("5.2", "a frame in single bytes", List.of("text one byte at a time"), pieces);
    works(
        "5.2", "two frames in one write", List.of("text a", "text b"), join(text("a"), text("b")));
    fails("5.2", "126 for a length of 125", 1002, raw("82fe007d"));
    fails("5.2", "126 for a length of 0", 1002, raw("82fe0000"));
    fails("5.2", "127 for a length of 65535", 1002, raw("82ff000000000000ffff"));
    fails("5.2", "127 for a length of 5", 1002, raw("81ff0000000000000005"));
    fails("5.2", "a length with the highest bit", 1002, raw("82ff8000000000000000"));
  }

  private void masksAndBits() {
    fails("5.1", "text that is not masked", 1002, raw("810548656c6c6f"));
    fails("5.1", "ping that is not masked", 1002, raw("8900"));
    fails("5.1", "close that is not masked", 1002, raw("880203e8"));
    works("5.3", "a mask of zeros", List.of("text ok"), raw("8182000000006f6b"));
    for (int bits : new int[] {0x40, 0x20, 0x10, 0x70, 0x60}) {
      fails("5.2", "reserved bits " + bits + " on text", 1002, frame(0x81 | bits, bytes("x")));
    }
    fails("5.2", "a reserved bit on ping", 1002, frame(0xC9, bytes("x")));
    fails("5.2", "a reserved bit on close", 1002, frame(0xC8, bytes("")));
    fails(
        "5.2",
        "a reserved bit on a continuation",
        1002,
        join(frame(1, bytes("a")), frame(0xC0, bytes("b"))));
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      fails("5.2", "opcode " + opcode, 1002, frame(0x80 | opcode, bytes("")));
    }
    cases.add(
        new Case(
            "5.2",
            "an echo before a mistake",
            List.of(text("first"), frame(0x83, bytes(""))),
            List.of("text first", "close 1002", "eof")));
  }

  private void controls() {
    works("5.5.2", "ping without payload", List.of("pong "), frame(0x89, bytes("")));
    works("5.5.2", "ping with payload", List.of("pong 6869"), frame(0x89, bytes("hi")));
    byte[] most = new byte[125];
    works("5.5.2", "ping of 125", List.of("pong " + "00".repeat(125)), frame(0x89, most));
    works("5.5.2", "ping that is no text", List.of("pong 00fffe"), frame(0x89, raw("00fffe")));
    fails("5.5", "ping of 126", 1002, frame(0x89, new byte[126]));
    fails("5.5", "pong of 126", 1002, frame(0x8A, new byte[126]));
    fails("5.5", "close of 126", 1002, frame(0x88, new byte[126]));
    fails("5.5", "fragmented ping", 1002, frame(0x09, bytes("")));
    fails("5.5", "fragmented pong", 1002, frame(0x0A, bytes("")));
    fails("5.5", "fragmented close", 1002, frame(0x08, bytes("")));
    works("5.5.3", "an unasked pong", List.of("text on"), frame(0x8A, bytes("x")), text("on"));
    List<String> pongs = IntStream.range(0, 10).mapToObj(i -> "pong 3" + i).toList();
    byte[][] pings = new byte[10][];
    Arrays.setAll(pings, i -> frame(0x89, bytes("" + i)));
    works("5.5.2", "ten pings, ten pongs", pongs, join(pings));
  }

  // Justification: a table of cases
  private void fragments() {
    works(
        "5.4", "two fragments", List.of("text ab"), frame(1, bytes("a")), frame(0x80, bytes("b")));
    works(
        "5.4",
        "an empty last fragment",
        List.of("text a"),
        frame(1, bytes("a")),
        frame(0x80, bytes("")));
    works(
        "5.4",
        "an empty first fragment",
        List.of("text b"),
        frame(1, bytes("")),
        frame(0x80, bytes("b")));
    works(
        "5.4",
        "only empty fragments",
        List.of("text "),
        frame(1, bytes("")),
        frame(0, bytes("")),
        frame(0x80, bytes("")));
    works(
        "5.4",
        "binary fragments",
        List.of("binary 0102"),
        frame(2, raw("01")),
        frame(0x80, raw("02")));
    works(
        "5.4",
        "a ping inside a message is answered at once",
        List.of("pong 70", "text ab"),
        frame(1, bytes("a")),
        frame(0x89, bytes("p")),
        frame(0x80, bytes("b")));
    works(
        "5.4",
        "a pong inside a message",
        List.of("text ab"),
        frame(1, bytes("a")),
        frame(0x8A, bytes("p")),
        frame(0x80, bytes("b")));
    cases.add(
        new Case(
            "5.4",
            "a close inside a message ends it",
            List.of(frame(1, bytes("a")), NORMAL_CLOSE, frame(0x80, bytes("b"))),
            List.of("close 1000", "eof")));
    works(
        "5.4",
        "two fragmented messages",
        List.of("text ab", "binary 0102"),
        join(frame(1, bytes("a")), frame(0x80, bytes("b"))),
        join(frame(2, raw("01")), frame(0x80, raw("02"))));
    byte[][] many = new byte[100][];
    Arrays.setAll(many, i -> frame(i == 0 ? 1 : i == 99 ? 0x80 : 0, bytes("z")));
    works("5.4", "a hundred fragments", List.of("text " + "z".repeat(100)), join(many));
  }

  private void fragmentMistakes() {
    fails("5.4", "a continuation of nothing", 1002, frame(0x80, bytes("x")));
    fails("5.4", "an unfinished continuation of nothing", 1002, frame(0, bytes("x")));
    cases.add(
        new Case(
            "5.4",
            "a continuation after the last",
            List.of(frame(1, bytes("a")), frame(0x80, bytes("b")), frame(0x80, bytes("c"))),
            List.of("text ab", "close 1002", "eof")));
    fails("5.4", "text inside text", 1002, frame(1, bytes("a")), text("b"));
    fails("5.4", "binary inside text", 1002, frame(1, bytes("a")), frame(0x82, raw("00")));
    fails("5.4", "text inside binary", 1002, frame(2, raw("00")), text("b"));
    fails(
        "5.4",
        "a reserved opcode inside a message",
        1002,
        frame(1, bytes("a")),
        frame(0x83, bytes("")));
  }

  private void closes() {
    for (int code :
        new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014}) {
      ends("7.4", "code " + code, code, closing(code, "reason"));
    }
    for (int code : new int[] {3000, 3999, 4000, 4999}) {
      ends("7.4.2", "code " + code, code, closing(code, ""));
    }
    for (int code :
        new int[] {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
      fails("7.4", "code " + code, 1002, closing(code, ""));
    }
    ends("5.5.1", "no code", 1000, frame(0x88, bytes("")));
    ends("5.5.1", "the longest reason", 1000, closing(1000, "r".repeat(123)));
    fails("5.5.1", "one byte", 1002, frame(0x88, raw("03")));
    fails("5.5.1", "a reason that is not UTF-8", 1007, frame(0x88, raw("03e8ceba80")));
    fails("5.5.1", "a reason that ends inside a character", 1007, frame(0x88, raw("03e8ed95")));
    ends("5.5.1", "a message after the close is not read", 1000, join(NORMAL_CLOSE, text("late")));
    ends("5.5.1", "a mistake after the close is not seen", 1000, join(NORMAL_CLOSE, raw("ffff")));
  }

  /// A conversation that the client's Close frame ends.
  private void ends(String clause, String what, int code, byte[] chunk) {
    cases.add(new Case(clause, what, List.of(chunk), List.of("close " + code, "eof")));
  }

  // Justification: a table of cases
  private void utf8() {
    for (String good :
        List.of(
            "κόσμε",
            "한국 경매 10,000원",
            "\0",
            "\u07ff",
            "\ud7ff",
            "\ue000",
            "\uffff",
            "😀",
            "\udbff\udfff")) {
      works(
          "8.1",
          "text " + HexFormat.of().formatHex(bytes(good)),
          List.of("text " + good),
          text(good));
    }
    byte[] split = bytes("한");
    for (int at = 1; at < split.length; at++) {
      works(
          "8.1",
          "a character over two fragments at " + at,
          List.of("text 한"),
          frame(1, Arrays.copyOf(split, at)),
          frame(0x80, Arrays.copyOfRange(split, at, split.length)));
    }
    for (String bad :
        List.of(
            "80",
            "bf",
            "c0af",
            "c1bf",
            "c2",
            "c220",
            "e08080",
            "e09fbf",
            "e0a0",
            "ed a0 80",
            "ed bf bf",
            "ed b0 80",
            "f0808080",
            "f08fbfbf",
            "f0908080 80",
            "f48fbfc0",
            "f4908080",
            "f5808080",
            "f888808080",
            "fc8480808080",
            "fe",
            "ff",
            "cebae1bdb9cf83cebcceb5eda080656469746564")) {
      fails("8.1", "bytes " + bad, 1007, frame(0x81, raw(bad.replace(" ", ""))));
    }
    byte[] whole = frame(0x81, join(bytes("good"), raw("ff"), bytes("x".repeat(1000))));
    fails("8.1", "a bad byte before its frame has ended", 1007, Arrays.copyOf(whole, 20));
    fails("8.1", "a bad byte before its message has ended", 1007, frame(1, raw("c0")));
    fails(
        "8.1",
        "a message that ends inside a character",
        1007,
        frame(1, raw("ed95")),
        frame(0x80, raw("")));
    works("8.1", "binary may be anything", List.of("binary c0ff"), frame(0x82, raw("c0ff")));
  }

  private void limits() {
    int cap = Rfc6455Test.MAX_MESSAGE;
    works(
        "10.4",
        "a message of the cap",
        List.of("binary " + "00".repeat(cap)),
        frame(0x82, new byte[cap]));
    fails("10.4", "a message above the cap", 1009, raw("82ff" + String.format("%016x", cap + 1)));
    fails("10.4", "2^62 announced", 1009, raw("82ff4000000000000000"));
    fails("10.4", "4 GiB announced", 1009, raw("82ff0000000100000000"));
    fails(
        "10.4", "fragments above the cap", 1009, frame(2, new byte[cap]), frame(0x80, new byte[1]));
    byte[][] empty = new byte[Rfc6455Test.MAX_FRAGMENTS + 1][];
    Arrays.setAll(empty, i -> frame(i == 0 ? 1 : 0, bytes("")));
    fails("10.4", "empty fragments for ever", 1008, join(empty));
    byte[][] pings = new byte[Rfc6455Test.MAX_CONTROL * 4][];
    Arrays.setAll(pings, _ -> frame(0x8A, bytes("")));
    fails("10.4", "a flood of pongs", 1008, join(pings));
  }

  static byte[] closing(int code, String reason) {
    return frame(0x88, join(new byte[] {(byte) (code >> 8), (byte) code}, bytes(reason)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] raw(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] join(byte[]... parts) {
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
