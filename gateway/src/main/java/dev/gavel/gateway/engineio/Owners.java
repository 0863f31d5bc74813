package dev.gavel.gateway.engineio;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where the gateways are that own the sessions of others' polling requests.
@FunctionalInterface
public interface Owners {

  /// Where the other gateway takes forwarded requests (scheme, host and port), or empty when it is
  /// unknown or gone. Called for every foreign request: must answer from memory.
  Optional<URI> addressOf(String gatewayName);

  /// For a gateway that stands alone.
  static Owners none() {
    return _ -> Optional.empty();
  }

  /// A twin in memory; the map may change while it is used.
  static Owners of(Map<String, URI> addresses) {
    return name -> Optional.ofNullable(addresses.get(name));
  }
}
