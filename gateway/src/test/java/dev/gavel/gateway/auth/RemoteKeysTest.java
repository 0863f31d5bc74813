package dev.gavel.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteKeysTest {
  private static final long NOW_MS = Handshakes.NOW_MS;
  private static final String CLAIMS = "{\"sub\":\"u1\",\"exp\":" + (NOW_MS / 1000 + 60) + "}";

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private HttpServer server;
  private KeyPair pair;
  private TokenCheck check;

  @BeforeEach
  void publish() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
    byte[] document = jwks((RSAPublicKey) pair.getPublic()).getBytes(UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, document.length);
          exchange.getResponseBody().write(document);
          exchange.close();
        });
    server.start();
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    check = new TokenCheck(new RemoteKeys(url, timer), Optional.empty(), Optional.empty());
  }

  @AfterEach
  void stop() {
    server.stop(0);
    timer.shutdownNow();
  }

  private static String jwks(RSAPublicKey key) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return """
    {"keys":[
     {"kty":"RSA","kid":"one","alg":"RS256","n":"%s","e":"%s"},
     {"kty":"oct","kid":"planted","alg":"HS256","k":"%s"}]}\
    """
        .formatted(
            base64.encodeToString(unsigned(key.getModulus().toByteArray())),
            base64.encodeToString(key.getPublicExponent().toByteArray()),
            base64.encodeToString(
                "a secret that anybody can read in the document".getBytes(UTF_8)));
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private String signed(String header) throws GeneralSecurityException {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String content =
        base64.encodeToString(header.getBytes(UTF_8))
            + "."
            + base64.encodeToString(CLAIMS.getBytes(UTF_8));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(content.getBytes(UTF_8));
    return content + "." + base64.encodeToString(signature.sign());
  }

  @Test
  void aKeyOfTheDocumentIsTaken() throws GeneralSecurityException {
    assertThat(check.check(signed("{\"alg\":\"RS256\",\"kid\":\"one\"}"), NOW_MS))
        .isInstanceOf(Verdict.Good.class);
  }

  @Test
  void anUnknownKeyIsRefused() throws GeneralSecurityException {
    assertThat(check.check(signed("{\"alg\":\"RS256\",\"kid\":\"two\"}"), NOW_MS))
        .isEqualTo(new Verdict.Bad("signature"));
  }

  @Test
  void keysNamedByTheTokenItselfAreNotLookedAt() throws GeneralSecurityException {
    assertThat(
            check.check(
                signed("{\"alg\":\"RS256\",\"kid\":\"two\",\"jku\":\"http://127.0.0.1:1/\"}"),
                NOW_MS))
        .isEqualTo(new Verdict.Bad("signature"));
  }

  @Test
  void aSecretInThePublicDocumentIsNoKey() {
    String token =
        TokenCheckTest.sign(
            "{\"alg\":\"HS256\",\"kid\":\"planted\"}",
            CLAIMS,
            "a secret that anybody can read in the document");
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad("algorithm"));
  }

  @Test
  void thePublicKeyUsedAsASecretIsRefused() {
    String token =
        TokenCheckTest.sign(
            "{\"alg\":\"HS256\",\"kid\":\"one\"}",
            CLAIMS,
            Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    assertThat(check.check(token, NOW_MS)).isEqualTo(new Verdict.Bad("algorithm"));
  }
}
