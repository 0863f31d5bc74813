package dev.gavel.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.gavel.gateway.auth.TokenCheck.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keys come and go in the issuer's document while the gateway runs.
class KeyRotationTest {
  private static final long NOW_MS = Handshakes.NOW_MS;
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicInteger reads = new AtomicInteger();
  private final KeyPair old = pair();
  private final KeyPair fresh = pair();
  private volatile String document = jwks(Map.of("old", old));
  private volatile int status = 200;
  private HttpServer server;

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void publish() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          reads.incrementAndGet();
          byte[] body = document.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    timer.shutdownNow();
  }

  private TokenCheck check(Duration reload, Duration atMostEvery) {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    return new TokenCheck(
        new RemoteKeys(url, timer, reload, atMostEvery), Optional.empty(), Optional.empty());
  }

  private static String jwks(Map<String, KeyPair> keys) {
    return keys.entrySet().stream()
        .map(entry -> jwk(entry.getKey(), (RSAPublicKey) entry.getValue().getPublic()))
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  private static String jwk(String name, RSAPublicKey key) {
    byte[] modulus = key.getModulus().toByteArray();
    byte[] unsigned = modulus[0] == 0 ? Arrays.copyOfRange(modulus, 1, modulus.length) : modulus;
    return "{\"kty\":\"RSA\",\"alg\":\"RS256\",\"kid\":\"%s\",\"n\":\"%s\",\"e\":\"%s\"}"
        .formatted(
            name,
            BASE64.encodeToString(unsigned),
            BASE64.encodeToString(key.getPublicExponent().toByteArray()));
  }

  private static String token(String header, KeyPair by) {
    try {
      String claims = "{\"sub\":\"u1\",\"exp\":" + (NOW_MS / 1000 + 60) + "}";
      String content =
          BASE64.encodeToString(header.getBytes(UTF_8))
              + "."
              + BASE64.encodeToString(claims.getBytes(UTF_8));
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(by.getPrivate());
      signature.update(content.getBytes(UTF_8));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String named(String name, KeyPair by) {
    return token("{\"alg\":\"RS256\",\"kid\":\"" + name + "\"}", by);
  }

  @Test
  void aNewKeyIsTakenAtItsFirstTokenWithoutARestart() {
    TokenCheck check = check(NEVER, Duration.ZERO);
    document = jwks(Map.of("old", old, "new", fresh));
    assertThat(check.check(named("new", fresh), NOW_MS)).isInstanceOf(Verdict.Good.class);
    assertThat(check.check(named("old", old), NOW_MS)).isInstanceOf(Verdict.Good.class);
  }

  @Test
  void aKeyThatWasTakenAwayServesNobodyAfterTheNextLook() {
    TokenCheck check = check(Duration.ofMillis(100), NEVER);
    assertThat(check.check(named("old", old), NOW_MS)).isInstanceOf(Verdict.Good.class);
    document = jwks(Map.of("new", fresh));
    await()
        .until(() -> check.check(named("old", old), NOW_MS).equals(new Verdict.Bad("signature")));
    assertThat(check.check(named("new", fresh), NOW_MS)).isInstanceOf(Verdict.Good.class);
  }

  @Test
  void whenTheDocumentCannotBeReadTheKeysStay() {
    TokenCheck check = check(Duration.ofMillis(50), NEVER);
    status = 500;
    int before = reads.get();
    await().until(() -> reads.get() > before + 1);
    assertThat(check.check(named("old", old), NOW_MS)).isInstanceOf(Verdict.Good.class);
    status = 200;
    document = "{\"keys\":";
    int later = reads.get();
    await().until(() -> reads.get() > later + 1);
    assertThat(check.check(named("old", old), NOW_MS)).isInstanceOf(Verdict.Good.class);
  }

  /// Anybody can name unknown keys, in any number and in any words.
  @Test
  void unknownKeysDoNotMakeUsAskAgainAndAgain() {
    TokenCheck check = check(NEVER, Duration.ofMinutes(1));
    int before = reads.get();
    for (String name : new String[] {"x", "../../etc/passwd", "' OR 1=1 --", "old ", ""}) {
      assertThat(check.check(named(name, old), NOW_MS)).isEqualTo(new Verdict.Bad("signature"));
    }
    assertThat(reads.get() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void theAlgorithmIsTheKeysNotTheTokens() {
    TokenCheck check = check(NEVER, NEVER);
    String confused = token("{\"alg\":\"ES256\",\"kid\":\"old\"}", old);
    assertThat(check.check(confused, NOW_MS)).isNotInstanceOf(Verdict.Good.class);
  }
}
