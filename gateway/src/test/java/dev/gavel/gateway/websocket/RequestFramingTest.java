package dev.gavel.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a request ends (RFC 9112 section 6), what its head may hold, and that no two readings of
/// either are answered: on a real socket, as a proxy or an attacker would send it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestFramingTest {
  private static final int BODY_LIMIT = 4_096;
  private static final int ROUNDS = 300;

  /// A second request, hidden behind one whose end is in doubt.
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final SocketServer server =
      new SocketServer(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
          Map.of("/ws", new EchoEndpoint()),
          HttpRouting.builder()
              .get("/plain", (request, response) -> response.send("plain"))
              .get("/hidden", (request, response) -> response.send("HIDDEN"))
              .get(
                  "/streamed",
                  (request, response) -> {
                    try (var out = response.outputStream()) {
                      for (int i = 0; i < 2_000; i++) {
                        out.write("part,".getBytes(StandardCharsets.US_ASCII));
                      }
                    }
                  })
              .post(
                  "/echo",
                  (request, response) ->
                      response.send(request.content().inputStream().readAllBytes()))
              .post("/unread", (request, response) -> response.status(404).send()),
          SocketLimits.defaults().with(new RequestLimits(1_024, 4_096, 20, (_, _) -> BODY_LIMIT)),
          new SimpleMeterRegistry());

  @BeforeAll
  void start() {
    server.start();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  private String answersTo(String bytes) {
    try (RawSocket client = new RawSocket(server.port())) {
      client.send(bytes);
      return client.rest();
    }
  }

  private static String request(String line, String... fields) {
    return line + " HTTP/1.1\r\nHost: localhost\r\n" + lines(fields) + "\r\n";
  }

  private static String lines(String... fields) {
    StringBuilder lines = new StringBuilder();
    for (String field : fields) {
      lines.append(field).append("\r\n");
    }
    return lines.toString();
  }

  private static List<String> codings() {
    return List.of(
        "chunked, chunked",
        "gzip",
        "gzip, chunked",
        "chunked, gzip",
        "identity",
        "xchunked",
        "chunked;q=1",
        "\"chunked\"",
        "",
        "chunked,",
        "chunked\u000b");
  }

  private static List<String> lengths() {
    return List.of("+5", "-1", "0x5", "5 5", "5,5", "5, 6", "", "1e1", "５", "99999999999999999999");
  }

  static Stream<String> framingsInDoubt() {
    List<String> all = new ArrayList<>();
    codings().forEach(coding -> all.add(lines("Transfer-Encoding: " + coding)));
    lengths().forEach(length -> all.add(lines("Content-Length: " + length)));
    all.add(lines("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"));
    all.add(lines("Content-Length: 5", "Content-Length: 5"));
    all.add(lines("Content-Length: 5", "Content-Length: 6"));
    all.add(lines("content-length: 5", "Transfer-Encoding: chunked"));
    all.add(lines("Transfer-Encoding: CHUNKED", "Content-Length: 0"));
    all.add(lines("Transfer-Encoding : chunked"));
    all.add(lines(" Transfer-Encoding: chunked"));
    all.add(lines("X: 1", " Transfer-Encoding: chunked"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("framingsInDoubt")
  void whatEndsInDoubtIsRefusedAndTheConnectionEnds(String fields) {
    for (String line : List.of("GET /plain", "POST /echo", "POST /unread", "GET /ws")) {
      String answers =
          answersTo(line + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + HIDDEN);

      assertThat(answers)
          .as("%s with %s", line, fields)
          .matches("(?s)HTTP/1\\.1 (400|501) .*")
          .contains("Connection: close")
          .doesNotContain("HIDDEN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"chunked", "CHUNKED", "Chunked", " chunked\t"})
  void theOneCodingIsKnownInAnyCase(String coding) {
    String body = "2;name=\"v\"\r\nhe\r\n3\r\nllo\r\n0\r\nTrailer: x\r\n\r\n";

    assertThat(
            answersTo(
                request("POST /echo", "Transfer-Encoding:" + coding, "Connection: close") + body))
        .startsWith("HTTP/1.1 200")
        .endsWith("hello");
  }

  @Test
  void legalChunksGiveTheirBytesHoweverTheyAreCut() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String said = letters(random, random.nextInt(600));
      String body = chunks(random, said);
      try (RawSocket client = new RawSocket(server.port())) {
        String all =
            request("POST /echo", "Transfer-Encoding: chunked", "Connection: close") + body;
        int cut = random.nextInt(all.length());
        client.send(all.substring(0, cut));
        client.send(all.substring(cut));
        assertThat(client.rest()).as("seed %d, round %d", seed, round).endsWith("\r\n\r\n" + said);
      }
    }
  }

  @Test
  void aFramingByteThatIsChangedIsNeverASecondRequestNorAFault() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String said = letters(random, 1 + random.nextInt(50));
      String size = Integer.toHexString(said.length());
      char[] body = (size + "\r\n" + said + "\r\n0\r\n\r\n").toCharArray();
      int at = random.nextInt(size.length() + 2);
      at = random.nextBoolean() ? at : body.length - 1 - random.nextInt(7);
      body[at] = "\u0000 ;x\r\ng-".charAt(random.nextInt(8));
      String answers =
          answersTo(
              request("POST /echo", "Transfer-Encoding: chunked")
                  + new String(body)
                  + request("GET /plain", "Connection: close"));
      assertThat(answers)
          .as("seed %d, round %d, %s", seed, round, new String(body))
          .doesNotContain("HTTP/1.1 5");
    }
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String chunks(Random random, String said) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (at < said.length()) {
      int length = 1 + random.nextInt(said.length() - at);
      body.append(Integer.toHexString(length))
          .append(random.nextBoolean() ? ";a=b" : "")
          .append("\r\n")
          .append(said, at, at + length)
          .append("\r\n");
      at += length;
    }
    return body.append("0\r\n")
        .append(random.nextBoolean() ? "T: 1\r\n" : "")
        .append("\r\n")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x2", "2 2", "", " 2", "-2", "123456789", "g", "2;\u0001"})
  void aSizeThatIsNoneIsMalformed(String size) {
    assertThat(
            answersTo(
                request("POST /echo", "Transfer-Encoding: chunked")
                    + size
                    + "\r\nab\r\n0\r\n\r\n"
                    + HIDDEN))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("HIDDEN");
  }

  @Test
  void aBodyIsRefusedByTheSizeThatItAnnounces() {
    String sized = request("POST /echo", "Content-Length: " + (BODY_LIMIT + 1));
    String chunked = request("POST /echo", "Transfer-Encoding: chunked") + "7fffffff\r\n";
    String parts = "1000\r\n" + "x".repeat(4_096) + "\r\n1\r\n";

    assertThat(answersTo(sized)).startsWith("HTTP/1.1 413").contains("Connection: close");
    assertThat(answersTo(chunked)).startsWith("HTTP/1.1 413").contains("Connection: close");
    assertThat(answersTo(request("POST /echo", "Transfer-Encoding: chunked") + parts))
        .startsWith("HTTP/1.1 413");
    assertThat(
            answersTo(
                request("POST /echo", "Content-Length: " + BODY_LIMIT, "Connection: close")
                    + "x".repeat(BODY_LIMIT)))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void anAnswerThatHasBegunIsNotFollowedByAnother() {
    String answers =
        answersTo(request("POST /unread", "Transfer-Encoding: chunked") + "zz\r\nab\r\n" + HIDDEN);

    assertThat(answers).startsWith("HTTP/1.1 404").doesNotContain("HIDDEN");
    assertThat(answers.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "Close", "CLOSE", "keep-alive, close", "close , x", ",close"})
  void aConnectionThatIsToCloseIsClosed(String options) {
    assertThat(answersTo(request("GET /plain", "Connection: " + options) + HIDDEN))
        .startsWith("HTTP/1.1 200")
        .endsWith("plain");
  }

  @Test
  void closeIsReadFromAllFieldsOfTheName() {
    assertThat(answersTo(request("GET /plain", "Connection: x", "connection: close") + HIDDEN))
        .endsWith("plain");
  }

  @Test
  void limitsOfAHeadHoldAtTheirValueAndNotOneBeyond() {
    String line = "GET /plain?" + "a".repeat(1_024 - "GET /plain? HTTP/1.1".length());
    String[] fields = Stream.generate(() -> "X: y").limit(18).toArray(String[]::new);

    assertThat(answersTo(request(line, "Connection: close"))).startsWith("HTTP/1.1 200");
    assertThat(answersTo(request(line + "a"))).startsWith("HTTP/1.1 414");
    assertThat(answersTo(request("GET /plain", "Connection: close", lines(fields).strip())))
        .startsWith("HTTP/1.1 200");
    assertThat(answersTo(request("GET /plain", "A: b", "C: d", lines(fields).strip())))
        .startsWith("HTTP/1.1 431");
    assertThat(answersTo(request("GET /plain", "X: " + "y".repeat(4_096))))
        .startsWith("HTTP/1.1 431");
    assertThat(answersTo(request("GET /plain", "Cookie: " + "a=b;".repeat(20) + "a=b")))
        .startsWith("HTTP/1.1 431");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plain?utm=spring|2026",
        "/plain?%",
        "/plain?a=%zz",
        "/plain?\"<>\\^`{}[]",
        "/plain?\u00e9"
      })
  void whatBrowsersLeaveInAQueryHidesNoPage(String target) {
    assertThat(answersTo(request("GET " + target, "Connection: close"))).endsWith("plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET  /plain HTTP/1.1", "GET /plain", "GET /pl ain HTTP/1.1", "GET /plain HTTP/1.1 ",
        "G\u0001T /plain HTTP/1.1", "GET plain HTTP/1.1", "GET /#a HTTP/1.1", "GET /plain http/1.1"
      })
  void aRequestLineThatIsNoneIsMalformed(String line) {
    assertThat(answersTo(line + "\r\nHost: localhost\r\n\r\n" + HIDDEN))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("HIDDEN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: a\r\nHost: a",
        "X",
        "X : y",
        ": y",
        "X: a\u0000b",
        "X: a\rb",
        "X: a\nb",
        "Host: a\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b",
        "Host: a\r\nOrigin: http://a\r\nOrigin: http://b",
        "NoHost: a"
      })
  void fieldsThatMayBeReadTwiceAreMalformed(String fields) {
    assertThat(answersTo("GET /plain HTTP/1.1\r\n" + fields + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void httpOneDotZeroIsServedWithoutChunksAndClosed() {
    String whole = answersTo("GET /plain HTTP/1.0\r\n\r\n" + HIDDEN);
    String streamed = answersTo("GET /streamed HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

    assertThat(whole).startsWith("HTTP/1.1 200").endsWith("plain");
    assertThat(streamed)
        .doesNotContainIgnoringCase("transfer-encoding")
        .endsWith("\r\n\r\n" + "part,".repeat(2_000));
    assertThat(answersTo("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(answersTo(RawSocket.upgradeRequest("/ws").replace("HTTP/1.1", "HTTP/1.0")))
        .as("RFC 6455 section 4.1: no upgrade")
        .doesNotContain("101");
    assertThat(answersTo("GET / HTTP/2.0\r\nHost: a\r\n\r\n")).startsWith("HTTP/1.1 505");
  }

  @Test
  void theAbsoluteFormOfProxiesIsRead() {
    assertThat(answersTo(request("GET http://localhost/plain", "Connection: close")))
        .endsWith("plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /plain HTTP/1.1",
        "GET /a HTTP/9.9",
        "POST /echo HTTP/1.1|Host: a|Content-Length: 999999"
      })
  void everyRefusalHasTheSecurityHeaders(String lines) {
    assertThat(answersTo(lines.replace("|", "\r\n") + "\r\n\r\n"))
        .contains("X-Content-Type-Options: nosniff")
        .contains("X-Frame-Options: DENY")
        .contains("Cache-Control: no-store");
  }
}
