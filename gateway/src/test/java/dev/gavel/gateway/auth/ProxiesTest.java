package dev.gavel.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gavel.gateway.peer.Handshake;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
  private static String client(Set<String> trusted, String peer, List<String> forwardedFor) {
    Map<String, List<String>> headers =
        forwardedFor.isEmpty() ? Map.of() : Map.of("x-forwarded-for", forwardedFor);
    return new Proxies(trusted)
        .client(new Handshake("/api/session", Map.of(), headers, Map.of(), peer, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Nobody is trusted: whatever is said, the peer counts.
        "                      | 192.0.2.1   | 198.51.100.7               | 192.0.2.1",
        // A peer that is no proxy says what it likes.
        "10.0.0.0/8            | 192.0.2.1   | 198.51.100.7               | 192.0.2.1",
        "10.0.0.0/8            | 10.1.2.3    | 198.51.100.7               | 198.51.100.7",
        // What stands before the rightmost that is not ours was made up by it.
        "10.0.0.0/8            | 10.1.2.3    | 203.0.113.5, 198.51.100.7  | 198.51.100.7",
        "10.0.0.0/8            | 10.1.2.3    | 10.9.9.9, 198.51.100.7     | 198.51.100.7",
        // Two proxies of ours, one after the other.
        "10.0.0.0/8            | 10.1.2.3    | 198.51.100.7, 10.4.5.6     | 198.51.100.7",
        "10.1.2.3              | 10.1.2.3    | 198.51.100.7, 10.4.5.6     | 10.4.5.6",
        "10.1.2.3,10.4.5.6     | 10.1.2.3    | 198.51.100.7, 10.4.5.6     | 198.51.100.7",
        // All of them ours: the one farthest away.
        "10.0.0.0/8            | 10.1.2.3    | 10.7.8.9                   | 10.7.8.9",
        "10.0.0.0/8            | 10.1.2.3    |                            | 10.1.2.3",
        // What is no address ends the reading; names are never asked for.
        "10.0.0.0/8            | 10.1.2.3    | 198.51.100.7, unknown      | 10.1.2.3",
        "10.0.0.0/8            | 10.1.2.3    | localhost                  | 10.1.2.3",
        "10.0.0.0/8            | 10.1.2.3    | [                          | 10.1.2.3",
        // As some proxies write it.
        "10.0.0.0/8            | 10.1.2.3    | 198.51.100.7:51234         | 198.51.100.7",
        "10.0.0.0/8            | 10.1.2.3    | [2001:db8::1]:443          | 20010db800000000/64",
        // An IPv6 network of a subscriber is one client.
        "fd00::/8              | fd00::1     | 2001:db8:0:1:a:b:c:d       | 20010db800000001/64",
        "fd00::/8              | fd00::1     | 2001:db8:0:1::5            | 20010db800000001/64",
        // An IPv4 peer of a socket that also speaks IPv6.
        "10.0.0.0/9            | ::ffff:10.1.2.3 | 198.51.100.7           | 198.51.100.7",
        "10.0.0.0/9            | 10.200.0.1  | 198.51.100.7               | 10.200.0.1",
      })
  void theRightmostHopThatIsNotOursCounts(
      String trusted, String peer, String forwardedFor, String expected) {
    Set<String> proxies = trusted == null ? Set.of() : Set.of(trusted.split(",", -1));
    List<String> header = forwardedFor == null ? List.of() : List.of(forwardedFor);
    assertThat(client(proxies, peer, header)).isEqualTo(expected);
  }

  @Test
  void severalHeadersAreOneList() {
    List<String> headers = List.of("203.0.113.5", "198.51.100.7, 10.4.5.6");
    assertThat(client(Set.of("10.0.0.0/8"), "10.1.2.3", headers)).isEqualTo("198.51.100.7");
  }

  @Test
  void aLongListIsReadToALimit() {
    String ours = "10.4.5.6, ".repeat(100_000) + "10.4.5.7";
    assertThat(client(Set.of("10.0.0.0/8"), "10.1.2.3", List.of(ours))).isEqualTo("10.4.5.6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "", "10.0.0.0/", "::/129"})
  void whatIsNoNetworkIsNoSetting(String text) {
    assertThatThrownBy(() -> new Proxies(Set.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("proxies");
  }
}
