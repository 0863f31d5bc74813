package dev.gavel.local.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.RoomTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// `demo.json`: what runs, for load tools and scripts. Holds the signing secret of this folder, so
/// that a tool can mint tokens instead of logging in a thousand users; readable by its owner only.
public final class DemoFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;

  public DemoFile(Path folder) {
    file = folder.resolve("demo.json");
  }

  /// The rooms that the last start wrote; none when there was none, or it cannot be read.
  public List<SeededRoom> rooms() {
    List<SeededRoom> rooms = new ArrayList<>();
    try {
      for (JsonNode room : JSON.readTree(Files.readString(file)).path("rooms")) {
        rooms.add(
            new SeededRoom(
                room.path("id").asText(),
                room.path("item").asText(),
                RoomTerms.Mode.valueOf(room.path("mode").asText()),
                room.path("opensAtMs").asLong(),
                room.path("closesAtMs").asLong()));
      }
      return rooms;
    } catch (IOException | IllegalArgumentException noneOrBroken) {
      return List.of();
    }
  }

  /// Starts a new content with the demo's people, items and rooms.
  public static ObjectNode content(
      List<DemoUser> users, List<String> items, List<SeededRoom> rooms) {
    ObjectNode root = JSON.createObjectNode();
    root.put("password", DemoUser.PASSWORD);
    ArrayNode people = root.putArray("users");
    for (DemoUser user : users) {
      people
          .addObject()
          .put("id", user.id())
          .put("email", user.email())
          .put("name", user.name())
          .put("role", user.role());
    }
    ArrayNode lots = root.putArray("items");
    items.forEach(lots::add);
    ArrayNode open = root.putArray("rooms");
    for (SeededRoom room : rooms) {
      open.addObject()
          .put("id", room.id())
          .put("item", room.item())
          .put("mode", room.mode().name())
          .put("opensAtMs", room.opensAtMs())
          .put("closesAtMs", room.closesAtMs());
    }
    return root;
  }

  /// Replaces the file at once, so that a reader never sees half of it.
  public void write(ObjectNode content) throws IOException {
    Path next = OwnerOnly.create(file.resolveSibling("demo.json.new"));
    Files.writeString(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
