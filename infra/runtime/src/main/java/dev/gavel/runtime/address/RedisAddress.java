package dev.gavel.runtime.address;

import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Where Redis is: `redis://` or `rediss://` as the client has it, and one word more:
/// `redis://user@host:6379?passwordFile=/run/secrets/redis`. The file's first line is the password,
/// read anew for every connection and every reconnect, so that a password may change under a
/// running process: connections that stand are not asked again by Redis.
public final class RedisAddress {
  private static final String FILE = "passwordFile=";
  private static final String FORM = "redis://host:port or rediss://host:port expected";

  private RedisAddress() {}

  /// Reads an address.
  ///
  /// @throws IllegalArgumentException when it is none; its text is not repeated, it may hold a
  ///   password
  public static RedisURI of(String text) {
    int query = text.indexOf('?');
    if (query < 0 || !text.contains(FILE)) {
      return create(text);
    }
    List<String> others = new ArrayList<>();
    Optional<Path> file = Optional.empty();
    for (String parameter : text.substring(query + 1).split("&", -1)) {
      if (parameter.startsWith(FILE)) {
        file = Optional.of(Path.of(parameter.substring(FILE.length())));
      } else {
        others.add(parameter);
      }
    }
    String rest =
        text.substring(0, query) + (others.isEmpty() ? "" : "?" + String.join("&", others));
    return file.map(path -> withFile(rest, new SecretFile(path))).orElseGet(() -> create(rest));
  }

  /// What the client says of a text that it could not read quotes it.
  private static RedisURI create(String text) {
    try {
      return RedisURI.create(text);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException(FORM);
    }
  }

  private static RedisURI withFile(String text, SecretFile file) {
    @Nullable String user;
    try {
      user = URI.create(text).getRawUserInfo();
    } catch (IllegalArgumentException unfit) {
      throw new IllegalArgumentException(FORM);
    }
    if (user != null && user.contains(":")) {
      throw new IllegalArgumentException("a password and a passwordFile exclude each other");
    }
    RedisURI uri = create(user == null ? text : text.replace(user + "@", ""));
    uri.setCredentialsProvider(() ->
        Mono.fromCallable(
            () -> RedisCredentials.just(user == null ? "default" : user, file.first())));
    return uri;
  }
}
