package dev.gavel.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which pages may come, for every way in which proxies name a scheme and browsers a host.
class OriginsTest {
  private final Origins origins = new Origins(Set.of("https://Partner.example:443"));

  private boolean admits(String origin, String host, @Nullable String proto) {
    Map<String, String> headers = new HashMap<>(Map.of("origin", origin, "host", host));
    if (proto != null) {
      headers.put("x-forwarded-proto", proto);
    }
    return origins.admit(Handshakes.at("/ws", headers));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https", "HTTPS", "wss", "WSS", "wss, http", " , https", "https,wss"})
  void theOwnPageBehindTlsIsOwnHoweverTheProxySaysIt(String proto) {
    assertThat(admits("https://shop.example", "shop.example", proto)).isTrue();
    assertThat(admits("https://my_shop.example:8443", "my_shop.example:8443", proto)).isTrue();
    assertThat(admits("http://shop.example", "shop.example", proto)).as("not by TLS").isFalse();
    assertThat(admits("https://other.example", "shop.example", proto)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "ws", "Ws"})
  void thePageWithoutTlsIsOwnWithoutIt(String proto) {
    assertThat(admits("http://shop.example:3000", "shop.example:3000", proto)).isTrue();
    assertThat(admits("https://shop.example", "shop.example", proto)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp", "https:", "h ttps", "spdy"})
  void aSchemeThatNoPageIsReachedByAdmitsNone(String proto) {
    assertThat(admits("https://shop.example", "shop.example", proto)).isFalse();
    assertThat(admits("http://shop.example", "shop.example", proto)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "','", ","})
  void anEmptySchemeCountsAsNone(String proto) {
    assertThat(admits("https://shop.example", "shop.example", proto)).isTrue();
    assertThat(admits("http://shop.example", "shop.example", proto)).isTrue();
    assertThat(admits("https://shop.example", "shop.example", null)).isTrue();
  }

  @Test
  void anAllowedOriginIsOneHoweverItIsSpelled() {
    for (String spelled :
        List.of(
            "https://partner.example", "HTTPS://PARTNER.EXAMPLE", "https://partner.example:443")) {
      assertThat(admits(spelled, "shop.example", null)).as(spelled).isTrue();
    }
    assertThat(admits("http://partner.example", "shop.example", null)).isFalse();
    assertThat(admits("null", "shop.example", null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"partner.example", "https://partner.example/", "*", "ftp://a", "https://"})
  void anAllowedOriginThatCanNeverMatchIsRefusedAtTheStart(String origin) {
    assertThatThrownBy(() -> new Origins(Set.of(origin)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(origin);
  }
}
