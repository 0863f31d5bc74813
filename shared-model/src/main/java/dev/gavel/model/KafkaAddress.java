package dev.gavel.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where Kafka is and how to talk to it, as one text, as `rediss://` and `mongodb+srv://` do it:
///
/// - `host:port[,host:port...]`: in the open, on one's own machine
/// - `tls://host:port[,...]`: TLS, the brokers' certificates checked by the JVM's trust store
/// - `msk-iam://host:port[,...]`: Amazon MSK, TLS and the process's own IAM role. Nothing to
///   rotate: its keys live for hours and renew themselves. Needs `aws-msk-iam-auth` on the class
///   path
///
/// @param clientSettings for every client of Kafka, `bootstrap.servers` among them
public record KafkaAddress(Map<String, String> clientSettings) {
  private static final String PROTOCOL = "security.protocol";
  private static final String FORM =
      "host:port[,host:port...], tls://host:port or msk-iam://host:port expected, not '%s'";
  private static final Pattern SERVER =
      Pattern.compile("(?:[0-9A-Za-z._-]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  public KafkaAddress {
    clientSettings = Map.copyOf(clientSettings);
  }

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException when it names a way that is not known, or no server. Whether
  ///   there is such a host is not looked up: it may come later
  public static KafkaAddress of(String text) {
    int end = text.indexOf("://");
    String way = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    String servers = end < 0 ? text : text.substring(end + "://".length());
    for (String server : servers.split(",", -1)) {
      if (!isServer(server.strip())) {
        throw new IllegalArgumentException(FORM.formatted(text));
      }
    }
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers);
    switch (way) {
      case "" -> settings.put(PROTOCOL, "PLAINTEXT");
      case "tls" -> settings.put(PROTOCOL, "SSL");
      case "msk-iam" -> {
        settings.put(PROTOCOL, "SASL_SSL");
        settings.put("sasl.mechanism", "AWS_MSK_IAM");
        settings.put("sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;");
        settings.put(
            "sasl.client.callback.handler.class",
            "software.amazon.msk.auth.iam.IAMClientCallbackHandler");
      }
      default -> throw new IllegalArgumentException(FORM.formatted(text));
    }
    return new KafkaAddress(settings);
  }

  private static boolean isServer(String text) {
    Matcher server = SERVER.matcher(text);
    if (!server.matches()) {
      return false;
    }
    int port = Integer.parseInt(server.group(1));
    return port > 0 && port <= MAX_PORT;
  }

  /// The settings of one client: these, and what it wants besides.
  public Map<String, Object> with(Map<String, Object> further) {
    Map<String, Object> all = new HashMap<>(clientSettings);
    all.putAll(further);
    return all;
  }
}
