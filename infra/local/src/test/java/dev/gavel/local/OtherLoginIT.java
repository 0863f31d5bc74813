package dev.gavel.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.auth.TokenCheck;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Identity that another system gives: its keys behind a URL, its tokens in our cookie, its names
/// for claims. Our own login says that it is elsewhere.
@ExtendWith(BackendsExtension.class)
class OtherLoginIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpClient http = HttpClient.newHttpClient();
  private final KeyPair pair = pair();

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// The other system: all that we ever ask of it is its public keys.
  private HttpServer keys() throws Exception {
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    byte[] document =
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"k1\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(number(key.getModulus()), number(key.getPublicExponent()))
            .getBytes(UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks.json",
        exchange -> {
          exchange.sendResponseHeaders(200, document.length);
          exchange.getResponseBody().write(document);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = bytes[0] == 0 ? 1 : 0;
    return BASE64.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }

  /// A `Cookie` header with a token as the other system signs it.
  private String token(String user, String groups, String audience) throws Exception {
    String claims =
        "{\"uid\":\"%s\",\"groups\":%s,\"iss\":\"https://login.example\",\"aud\":\"%s\",\"exp\":%d}"
            .formatted(user, groups, audience, System.currentTimeMillis() / 1000 + 600);
    String content =
        BASE64.encodeToString("{\"alg\":\"RS256\",\"kid\":\"k1\"}".getBytes(UTF_8))
            + "."
            + BASE64.encodeToString(claims.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(UTF_8));
    return "access_token=" + content + "." + BASE64.encodeToString(signature.sign());
  }

  private static dev.gavel.gateway.Running gateway(Backends backends, int keysPort) {
    var usual =
        Settings.local(
            "other-login",
            0,
            0,
            new Settings.Stores(
                backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()),
            "not used, but as long as it must be");
    var tokens =
        new Settings.Tokens(
            new Settings.Keys.KeySet(URI.create("http://127.0.0.1:" + keysPort + "/jwks.json")),
            Optional.of("https://login.example"),
            Optional.of("gavel"),
            1_800,
            new TokenCheck.Claims("uid", "groups", "auctioneers"));
    return dev.gavel.gateway.Main.start(
        new Settings(
            usual.name(),
            usual.listen(),
            usual.stores(),
            tokens,
            usual.web(),
            usual.labels(),
            usual.limits()));
  }

  private HttpResponse<String> rest(int port, String method, String path, String cookie)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api" + path))
            .header("Content-Type", "application/json")
            .header("Cookie", cookie)
            .method(
                method,
                HttpRequest.BodyPublishers.ofString(
                    "{\"email\":\"a@x.example\",\"password\":\"b\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anotherSystemsTokenBidsAndOurLoginIsClosed(Backends backends) throws Exception {
    HttpServer keys = keys();
    try (Stage stage = Stage.open(backends, "other-login-stage", 2);
        dev.gavel.gateway.Running gateway = gateway(backends, keys.getAddress().getPort());
        dev.gavel.bids.Running worker =
            dev.gavel.bids.Main.start(
                dev.gavel.bids.Settings.of(
                    "other-login",
                    backends.kafkaBootstrap(),
                    backends.redisUri(),
                    backends.mongoUri()))) {
      await().atMost(LIMIT).until(worker::ready);
      Stage.Room room = stage.openRoom();
      String bidder = token(stage.bidder(0), "[\"bidders\"]", "gavel");
      bids(gateway.port(), bidder, room.id());
      refusals(gateway.port(), stage.bidder(1), room.id());

      assertThat(rest(gateway.port(), "GET", "/session", bidder).body())
          .contains("\"login\":\"elsewhere\"", stage.bidder(0), "\"role\":\"bidder\"");
      String staff = token(stage.bidder(1), "[\"x\",\"auctioneers\"]", "gavel");
      assertThat(rest(gateway.port(), "GET", "/session", staff).body())
          .contains("\"role\":\"staff\"");
      ours(gateway.port(), bidder);
    } finally {
      keys.stop(0);
    }
  }

  private void bids(int port, String cookie, String room) throws Exception {
    try (PlainTab tab = PlainTab.open(http, port, cookie)) {
      assertThat(tab.ask("join", PlainTab.room(room)).path("room").asText()).isEqualTo(room);
      JsonNode answer = tab.ask("bid", PlainTab.room(room).put("price", 100_000));
      assertThat(answer.path("status").asText()).isEqualTo("leading");
    }
  }

  /// Our login, its renewal and registering.
  private void ours(int port, String bidder) throws Exception {
    for (String path : new String[] {"/session", "/users"}) {
      HttpResponse<String> answer = rest(port, "POST", path, "none=none");
      assertThat(answer.statusCode()).as(path).isEqualTo(409);
      assertThat(answer.body()).contains("LOGIN_ELSEWHERE");
    }
    assertThat(rest(port, "PUT", "/session", bidder).statusCode()).isEqualTo(409);
  }

  /// For somebody else, and signed by nobody: the socket ends with the reason.
  private void refusals(int port, String user, String room) throws Exception {
    String good = token(user, "[]", "gavel");
    for (String cookie :
        new String[] {
          token(user, "[]", "another house"), good.substring(0, good.lastIndexOf('.') + 1) + "AAAA"
        }) {
      try (PlainTab tab = PlainTab.open(http, port, cookie)) {
        assertThat(tab.end()).isEqualTo("4401 TOKEN_INVALID");
      }
    }
    try (PlainTab guest = PlainTab.open(http, port, "")) {
      guest.ask("join", PlainTab.room(room));
      assertThat(guest.ask("bid", PlainTab.room(room).put("price", 1)).path("code").asText())
          .isEqualTo("LOGIN_REQUIRED");
    }
  }
}
