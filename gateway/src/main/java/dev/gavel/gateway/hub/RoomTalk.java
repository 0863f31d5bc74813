package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.words.ViewerJson;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// What was said last in a room, for those who come. Used under the room's lock.
final class RoomTalk {
  /// Messages that a newcomer is shown.
  static final int SHOWN = 30;

  /// @param who the speaker's label, looked up before: under the lock nothing is waited for
  record Line(Said said, String who) {}

  private final Deque<Line> lines = new ArrayDeque<>();

  /// False when it is known already: it was read with the room, and then heard.
  boolean keep(Line line) {
    if (lines.stream().anyMatch(known -> known.said().equals(line.said()))) {
      return false;
    }
    lines.addLast(line);
    if (lines.size() > SHOWN) {
      lines.removeFirst();
    }
    return true;
  }

  void show(ArrayNode array, Optional<String> user) {
    lines.forEach(line -> array.add(json(line, user.filter(line.said().by()::equals).isPresent())));
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
