package dev.gavel.runtime.trace;

import java.net.URI;
import java.util.Optional;

/// Whether traces are exported, and how many.
///
/// @param endpoint the collector's OTLP/HTTP address without a path, `http://collector:4318`; empty
///   is off
/// @param ratio of the commands that are traced, 0 to 1
public record TraceSettings(Optional<URI> endpoint, double ratio) {
  public static final double DEFAULT_RATIO = 0.01;

  public TraceSettings {
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("otlp.ratio: 0 to 1 expected, not " + ratio);
    }
    endpoint.ifPresent(TraceSettings::check);
  }

  private static void check(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    if (!http || endpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "otlp.endpoint: http://host:port or https://host:port expected");
    }
  }

  public static TraceSettings off() {
    return new TraceSettings(Optional.empty(), 0);
  }

  /// From texts as they stand in a configuration; blank ones count as absent.
  ///
  /// @throws IllegalArgumentException naming the setting that cannot be used
  public static TraceSettings read(Optional<String> endpoint, Optional<String> ratio) {
    return new TraceSettings(
        endpoint.filter(text -> !text.isBlank()).map(TraceSettings::address),
        ratio.filter(text -> !text.isBlank()).map(TraceSettings::number).orElse(DEFAULT_RATIO));
  }

  private static URI address(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException("otlp.endpoint: not an address", unfit);
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException unfit) {
      throw new IllegalArgumentException("otlp.ratio: 0 to 1 expected, not " + text, unfit);
    }
  }
}
