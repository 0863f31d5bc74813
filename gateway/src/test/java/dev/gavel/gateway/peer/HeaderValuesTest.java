package dev.gavel.gateway.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.peer.HeaderValues.Credentials;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Header fields in all the ways in which RFC 9110 lets them be written. In the tables `&` stands
/// between two fields of one name, and `-` for no field.
class HeaderValuesTest {

  private static List<String> fields(String written) {
    return written.equals("-") ? List.of() : Arrays.asList(written.split("&", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "-|",
        "close|close",
        "Close|close",
        "keep-alive, Upgrade|keep-alive,upgrade",
        ",, close ,,|close",
        "a&B|a,b",
        "a&&, b\t|a,b",
        "x;q=\"a,b\", c|x;q=\"a,b\",c",
        "x;q=\"a\\\",b\", c|x;q=\"a\\\",b\",c"
      })
  void listsAreReadOverAllFields(String written, @Nullable String members) {
    List<String> expected = members == null ? List.of() : HeaderValuesTest.expected(members);

    assertThat(HeaderValues.tokens(fields(written))).isEqualTo(expected);
  }

  /// Commas in quoted strings stay.
  private static List<String> expected(String members) {
    return Arrays.asList(members.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-|false",
        "gzip|true",
        "GZIP|true",
        "gzip;q=0|false",
        "gzip;q=0.000|false",
        "gzip; Q=0|false",
        "gzip;q=0.001|true",
        "gzip ; q=1.000|true",
        "gzip;q=2|false",
        "gzip;q=x|false",
        "deflate, br|false",
        "*|true",
        "*;q=0|false",
        "gzip;q=0, *|false",
        "*, gzip;q=0|false",
        "*;q=0, gzip|true",
        "deflate&gzip|true",
        "xgzip|false",
        "identity, gzip;q=0.5|true"
      })
  void weightsDecideWhatIsAcceptable(String written, boolean gzip) {
    assertThat(HeaderValues.accepts(fields(written), "gzip")).isEqualTo(gzip);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "-|false",
        "\"tag\"|true",
        "W/\"tag\"|true",
        "w/\"tag\"|false",
        "\"other\", \"tag\"|true",
        "\"other\"&W/\"tag\"|true",
        "*|true",
        "tag|false",
        "\"a,tag\"|false",
        "\"TAG\"|false"
      })
  void tagsAreComparedWeakly(String written, boolean matches) {
    assertThat(HeaderValues.matches(fields(written), "\"tag\"")).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "application/json|application/json",
        "Application/JSON|application/json",
        "application/json ; charset=\"utf;8\"|application/json",
        "application/json;charset=utf-8|application/json",
        "application/jsonp|application/jsonp",
        "application|",
        "/json|",
        "application/|",
        "application/js on|",
        "a/b&a/b|",
        "-|"
      })
  void mediaTypesAreReadWithoutTheirParameters(String written, @Nullable String type) {
    assertThat(HeaderValues.mediaType(fields(written))).isEqualTo(Optional.ofNullable(type));
  }

  @Test
  void aBearerTokenIsReadInAnyCaseAndRefusedWhenUnreadable() {
    for (String scheme : List.of("Bearer", "bearer", "BEARER", "bEaReR")) {
      assertThat(HeaderValues.credentials(List.of(scheme + " a.b-c_~+/9==")))
          .isEqualTo(new Credentials.Bearer("a.b-c_~+/9=="));
      assertThat(HeaderValues.credentials(List.of(scheme + "   x ")))
          .isEqualTo(new Credentials.Bearer("x"));
      for (String rest : List.of("", " ", " a b", " a,b", " =a", " \"a\"", " a=b")) {
        assertThat(HeaderValues.credentials(List.of(scheme + rest)))
            .as(scheme + rest)
            .isEqualTo(new Credentials.Unreadable());
      }
    }
    assertThat(HeaderValues.credentials(List.of())).isEqualTo(new Credentials.None());
    for (String other : List.of("Basic YTpi", "Bearerx y", "", "Digest a=\"b\"")) {
      assertThat(HeaderValues.credentials(List.of(other))).isEqualTo(new Credentials.None());
    }
    assertThat(HeaderValues.credentials(List.of("Bearer a", "Bearer b")))
        .isEqualTo(new Credentials.Unreadable());
  }

  @ParameterizedTest
  @CsvSource({
    "https://shop.example, https, shop.example, 443",
    "HTTPS://Shop.Example:443, https, shop.example, 443",
    "wss://shop.example, https, shop.example, 443",
    "ws://my_shop.example:8080, http, my_shop.example, 8080",
    "http://[::1]:3000, http, [::1], 3000",
    "http://[FE80::1], http, [fe80::1], 80",
    "http://127.0.0.1:, http, 127.0.0.1, 80",
    "http://xn--3e0b707e.example, http, xn--3e0b707e.example, 80"
  })
  void originsAreReadAsBrowsersWriteThem(String text, String scheme, String host, int port) {
    assertThat(WebOrigin.of(text)).contains(new WebOrigin(scheme, host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "null",
    "''",
    "https://",
    "https://a/",
    "https://a/b",
    "https://a?b",
    "ftp://a",
    "https:a",
    "https://a b",
    "https://user@a",
    "https://a:70000",
    "https://a:x",
    "https://[::1",
    "//a",
    "https://a\\b",
    "file://"
  })
  void whatIsNoOriginIsNone(String text) {
    assertThat(WebOrigin.of(text.replace("\\b", "\b").toLowerCase(Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a%20b, a b", "%EA%B0%80, 가", "plain, plain", "%25, %"})
  void escapesAreDecoded(String escaped, String text) {
    assertThat(PercentEncoding.decoded(escaped)).contains(text);
  }

  @ParameterizedTest
  @CsvSource({"%", "a%2", "%zz", "%ff", "%c3%28"})
  void whatIsNoEscapeStaysUndecoded(String text) {
    assertThat(PercentEncoding.decoded(text)).isEmpty();
  }
}
