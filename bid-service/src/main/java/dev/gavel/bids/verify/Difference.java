package dev.gavel.bids.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// The first thing that does not agree.
///
/// @param where room and place
/// @param command whose command, and what it wished
/// @param what the field or the thing that differs
/// @param expected what follows from the log
record Difference(String where, String command, String what, String expected, String found) {
  static final String NOTHING = "nothing";
  private static final DecisionCodec DECISIONS = new DecisionCodec();
  private static final String NO_COMMAND = "-";

  /// About a command.
  static Difference at(LogEntry entry, String what, String expected, String found) {
    RoomCommand command = entry.command();
    String wish = "%s %s of %s".formatted(command.wish().op(), command.id(), command.by().id());
    return new Difference(where(command.room(), entry.place()), wish, what, expected, found);
  }

  /// About a place of which there is no command.
  static Difference at(Place place, String what, String expected, String found) {
    return new Difference(place.toString(), NO_COMMAND, what, expected, found);
  }

  /// About a room or a file as a whole.
  static Difference of(String where, String what, String expected, String found) {
    return new Difference(where, NO_COMMAND, what, expected, found);
  }

  /// How a decision differs from the one that follows from the log, if it does.
  static Optional<Difference> between(LogEntry entry, Decision expected, Decision found) {
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(between(entry, "", DECISIONS.json(expected), DECISIONS.json(found)));
  }

  /// The first field, in the order of `expected`, that is not the same in both.
  static Difference between(LogEntry entry, String path, JsonNode expected, JsonNode found) {
    return between(path, expected, found, (what, wanted, given) -> at(entry, what, wanted, given));
  }

  /// Says where a difference is.
  interface Where {
    Difference is(String what, String expected, String found);
  }

  static Difference between(String path, JsonNode expected, JsonNode found, Where where) {
    Set<String> names = new LinkedHashSet<>();
    names(expected, names);
    names(found, names);
    for (String name : names) {
      JsonNode wanted = child(expected, name);
      JsonNode given = child(found, name);
      if (!wanted.equals(given)) {
        return between(path.isEmpty() ? name : path + "." + name, wanted, given, where);
      }
    }
    return where.is(path, text(expected), text(found));
  }

  private static void names(JsonNode node, Set<String> names) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        names.add(Integer.toString(i));
      }
    } else {
      for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
        names.add(each.next());
      }
    }
  }

  private static JsonNode child(JsonNode node, String name) {
    return node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? NOTHING : node.isTextual() ? node.textValue() : node.toString();
  }

  private static String where(String room, Place place) {
    return "room " + room + ", place " + place;
  }

  @Override
  public String toString() {
    return """
    DIFFERENCE  %s
    command     %s
    what        %s
    expected    %s
    found       %s\
    """
        .formatted(where, command, what, expected, found);
  }
}
