package dev.gavel.local.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.gateway.auth.SecretKeys;
import dev.gavel.gateway.auth.TokenMint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A running system, as its `demo.json` describes it. Only on this machine: a load generator that
/// can be pointed elsewhere is a weapon.
///
/// @param users ids of bidders; the staff is not among them
/// @param rooms those that are open for hours, if there are any, else all
/// @param pid of the system's process, when it is known
public record Target(
    List<Integer> ports,
    List<String> users,
    List<Room> rooms,
    List<String> items,
    Stores stores,
    Optional<Long> pid) {
  /// Its servers, for scenarios that open rooms.
  public record Stores(String kafka, String mongo, String secret) {}

  public record Room(String id, long closesAtMs) {}

  private static final int TOKEN_LIFE_S = 4 * 3600;

  /// Reads `demo.json`.
  public static Target read(Path folder) throws IOException {
    JsonNode demo =
        JsonMapper.builder().build().readTree(Files.readString(folder.resolve("demo.json")));
    List<Integer> ports = new ArrayList<>();
    for (JsonNode gateway : demo.path("gateways")) {
      ports.add(portOnThisMachine(gateway.path("url").asText()));
    }
    List<String> users = new ArrayList<>();
    for (JsonNode user : demo.path("users")) {
      if (user.path("role").asText().equals("bidder")) {
        users.add(user.path("id").asText());
      }
    }
    List<String> items = new ArrayList<>();
    demo.path("items").forEach(item -> items.add(item.asText()));
    Stores stores =
        new Stores(
            demo.path("kafka").asText(), demo.path("mongo").asText(), demo.path("secret").asText());
    return new Target(ports, users, rooms(demo), items, stores, pid(folder));
  }

  private static List<Room> rooms(JsonNode demo) {
    long now = System.currentTimeMillis();
    List<Room> open = new ArrayList<>();
    for (JsonNode room : demo.path("rooms")) {
      if (room.path("opensAtMs").asLong() <= now && room.path("closesAtMs").asLong() > now) {
        open.add(new Room(room.path("id").asText(), room.path("closesAtMs").asLong()));
      }
    }
    // The rooms of `--rooms N` outlive the programme's.
    open.sort((a, b) -> Long.compare(b.closesAtMs(), a.closesAtMs()));
    return open;
  }

  /// @throws IllegalArgumentException when it is not a loopback address
  static int portOnThisMachine(String url) throws IOException {
    URI uri = URI.create(url);
    // The generator itself connects to 127.0.0.1, whatever the name says.
    if (!InetAddress.getByName(uri.getHost()).isLoopbackAddress() || uri.getPort() < 1) {
      throw new IllegalArgumentException(
          "이 컴퓨터의 주소에만 부하를 줍니다 / load only on loopback addresses, not " + url);
    }
    return uri.getPort();
  }

  private static Optional<Long> pid(Path folder) throws IOException {
    Path lock = folder.resolve("gavel.lock");
    String text = Files.exists(lock) ? Files.readString(lock).strip() : "";
    return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /// The same without its first rooms.
  Target skipping(int count) {
    return new Target(ports, users, rooms.stream().skip(count).toList(), items, stores, pid);
  }

  /// Tokens for users, made with the system's own secret.
  public List<String> tokens() {
    TokenMint mint =
        new TokenMint(
            new SecretKeys(stores.secret()), Optional.empty(), Optional.empty(), TOKEN_LIFE_S);
    long now = System.currentTimeMillis();
    return users.stream().map(user -> mint.issue(user, "bidder", now)).toList();
  }
}
