package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.words.ViewerJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What was said last in a room, for those who come. Used under the room's lock.
final class RoomTalk {
  /// Messages that a newcomer is shown.
  static final int SHOWN = 30;

  /// @param who the speaker's label, looked up before: under the lock nothing is waited for
  record Line(Said said, String who) {
    private boolean isBy(String user) {
      return said.by().equals(user);
    }
  }

  private final Deque<Line> lines = new ArrayDeque<>();
  private @Nullable Newest newest;

  /// False when it is known already: it was read with the room, and then heard.
  boolean keep(Line line) {
    if (lines.stream().anyMatch(known -> known.said().equals(line.said()))) {
      return false;
    }
    lines.addLast(line);
    if (lines.size() > SHOWN) {
      lines.removeFirst();
    }
    newest = null;
    return true;
  }

  /// As it is now: the same for all who ask before the next message.
  Newest newest() {
    Newest now = newest;
    if (now == null) {
      now = new Newest(List.copyOf(lines));
      newest = now;
    }
    return now;
  }

  /// The messages of one moment. Thread-safe.
  static final class Newest {
    private final List<Line> lines;
    private @Nullable String forOthers;

    private Newest(List<Line> lines) {
      this.lines = lines;
    }

    /// As a JSON array's text; written out once for all who said nothing of it.
    String text(Optional<String> user) {
      return user.filter(id -> lines.stream().anyMatch(line -> line.isBy(id))).isPresent()
          ? written(user)
          : forOthers();
    }

    private synchronized String forOthers() {
      String made = forOthers;
      if (made == null) {
        made = written(Optional.empty());
        forOthers = made;
      }
      return made;
    }

    private String written(Optional<String> user) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      lines.forEach(line -> array.add(json(line, user.filter(line::isBy).isPresent())));
      return array.toString();
    }
  }

  static ObjectNode json(Line line, boolean own) {
    Said said = line.said();
    return JsonNodeFactory.instance
        .objectNode()
        .put("room", said.room())
        .put("who", own ? ViewerJson.SELF : line.who())
        .put("own", own)
        .put("text", said.text())
        .put("atMs", said.atMs())
        .put("notice", said.staff());
  }
}
