package dev.gavel.gateway.auth;

import dev.gavel.gateway.peer.Handshake;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who a request is from when it came through proxies of ours. `X-Forwarded-For` is believed only
/// as far as trusted proxies wrote it: each appends whom it saw, so the list is read from its end,
/// and whoever stands before the first that is not ours may have been made up.
public final class Proxies {
  private static final String FORWARDED_FOR = "x-forwarded-for";

  /// Most hops that are read; whoever comes through more of ours is known by the one that is left.
  private static final int MAX_HOPS = 16;

  /// Who has one address of IPv6 mostly has all that begin alike.
  private static final int SUBSCRIBER_BYTES = 8;

  private final List<Network> trusted;

  /// @param trusted addresses, or networks as `10.0.0.0/8`
  /// @throws IllegalArgumentException when one is neither
  public Proxies(Set<String> trusted) {
    this.trusted = trusted.stream().map(Network::of).toList();
  }

  /// The client as limits count it: its IPv4 address, or its network of IPv6.
  public String client(Handshake handshake) {
    Optional<InetAddress> at = address(handshake.remoteAddress());
    if (at.isEmpty()) {
      return handshake.remoteAddress();
    }
    List<String> hops = hops(handshake.headers().getOrDefault(FORWARDED_FOR, List.of()));
    InetAddress client = at.get();
    for (String hop : hops.reversed()) {
      Optional<InetAddress> before = address(hop);
      if (!trusts(client) || before.isEmpty()) {
        break;
      }
      client = before.get();
    }
    return counted(client);
  }

  private static List<String> hops(List<String> values) {
    List<String> hops = new ArrayList<>();
    values.forEach(value -> hops.addAll(List.of(value.split(",", -1))));
    return hops.subList(Math.max(0, hops.size() - MAX_HOPS), hops.size());
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(network -> network.holds(address));
  }

  /// An address as proxies write it: some add the port, IPv6 then stands in brackets.
  private static Optional<InetAddress> address(String hop) {
    String text = hop.strip();
    int colon = text.indexOf(':');
    if (text.startsWith("[")) {
      text = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (colon >= 0 && colon == text.lastIndexOf(':')) {
      text = text.substring(0, colon);
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private static String counted(InetAddress client) {
    if (!(client instanceof Inet6Address)) {
      return client.getHostAddress();
    }
    byte[] network = Arrays.copyOf(client.getAddress(), SUBSCRIBER_BYTES);
    return java.util.HexFormat.of().formatHex(network) + "/64";
  }

  private record Network(InetAddress address, int bits) {
    static Network of(String text) {
      int slash = text.indexOf('/');
      String first = slash < 0 ? text : text.substring(0, slash);
      InetAddress address =
          Proxies.address(first).orElseThrow(() -> new IllegalArgumentException(wrong(text)));
      int all = address.getAddress().length * Byte.SIZE;
      String bits = slash < 0 ? Integer.toString(all) : text.substring(slash + 1);
      if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > all) {
        throw new IllegalArgumentException(wrong(text));
      }
      return new Network(address, Integer.parseInt(bits));
    }

    private static String wrong(String text) {
      return "proxies: neither an address nor a network such as 10.0.0.0/8: " + text;
    }

    boolean holds(InetAddress other) {
      byte[] own = address.getAddress();
      byte[] theirs = other.getAddress();
      if (own.length != theirs.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      int mask = 0xFF00 >> (bits % Byte.SIZE) & 0xFF;
      return Arrays.equals(own, 0, whole, theirs, 0, whole)
          && (mask == 0 || (own[whole] & mask) == (theirs[whole] & mask));
    }
  }
}
