package dev.gavel.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The fields of one JSON object, read strictly: a field that is missing, of another type, out of
/// its limits or unknown is [Unfit].
final class JsonIn {
  private final JsonNode node;
  private final String path;
  private int read;

  private JsonIn(JsonNode node, String path) {
    this.node = node;
    this.path = path;
  }

  static JsonIn of(JsonNode node, String path) throws Unfit {
    if (!node.isObject()) {
      throw new Unfit(path + ": not an object");
    }
    return new JsonIn(node, path);
  }

  /// To be called when all was read.
  void end() throws Unfit {
    if (read != node.size()) {
      throw new Unfit(path + ": unknown fields");
    }
  }

  boolean has(String name) {
    return node.has(name);
  }

  JsonNode raw(String name) throws Unfit {
    JsonNode value = node.get(name);
    if (value == null) {
      throw unfit(name, "missing");
    }
    read++;
    return value;
  }

  long integer(String name, long min, long max) throws Unfit {
    return integer(raw(name), name, min, max);
  }

  OptionalLong maybeInteger(String name, long min, long max) throws Unfit {
    return has(name) ? OptionalLong.of(integer(name, min, max)) : OptionalLong.empty();
  }

  String text(String name, int maxChars) throws Unfit {
    return text(raw(name), name, maxChars);
  }

  String id(String name) throws Unfit {
    return id(raw(name), name);
  }

  Optional<String> maybeId(String name) throws Unfit {
    return has(name) ? Optional.of(id(name)) : Optional.empty();
  }

  boolean flag(String name) throws Unfit {
    JsonNode value = raw(name);
    if (!value.isBoolean()) {
      throw unfit(name, "not a boolean");
    }
    return value.booleanValue();
  }

  Optional<Boolean> maybeFlag(String name) throws Unfit {
    return has(name) ? Optional.of(flag(name)) : Optional.empty();
  }

  <E extends Enum<E>> E choice(String name, Class<E> of) throws Unfit {
    String text = text(name, Names.MAX_ID_CHARS);
    for (E value : of.getEnumConstants()) {
      if (value.name().equals(text)) {
        return value;
      }
    }
    throw unfit(name, "unknown");
  }

  <E extends Enum<E>> Optional<E> maybeChoice(String name, Class<E> of) throws Unfit {
    return has(name) ? Optional.of(choice(name, of)) : Optional.empty();
  }

  JsonIn object(String name) throws Unfit {
    return of(raw(name), path + "." + name);
  }

  List<JsonNode> list(String name, int max) throws Unfit {
    JsonNode value = raw(name);
    if (!value.isArray() || value.size() > max) {
      throw unfit(name, "not a list of at most " + max);
    }
    List<JsonNode> items = new ArrayList<>(value.size());
    value.forEach(items::add);
    return items;
  }

  List<String> ids(String name, int max) throws Unfit {
    List<String> ids = new ArrayList<>();
    for (JsonNode item : list(name, max)) {
      ids.add(id(item, name));
    }
    return ids;
  }

  Place place(String name) throws Unfit {
    String text = text(name, Names.MAX_ID_CHARS);
    int colon = text.indexOf(':');
    try {
      Place place =
          new Place(
              Integer.parseInt(text, 0, Math.max(colon, 0), 10),
              Long.parseLong(text, colon + 1, text.length(), 10));
      if (place.toString().equals(text)) {
        return place;
      }
    } catch (NumberFormatException _) {
      // Answered below.
    }
    throw unfit(name, "not a place");
  }

  Unfit unfit(String name, String why) {
    return new Unfit(path + "." + name + ": " + why);
  }

  long integer(JsonNode value, String name, long min, long max) throws Unfit {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw unfit(name, "not an integer from " + min + " to " + max);
    }
    return value.longValue();
  }

  private String text(JsonNode value, String name, int maxChars) throws Unfit {
    if (!value.isTextual() || value.textValue().length() > maxChars) {
      throw unfit(name, "not a text of at most " + maxChars + " characters");
    }
    return value.textValue();
  }

  private String id(JsonNode value, String name) throws Unfit {
    String id = text(value, name, Names.MAX_ID_CHARS);
    if (!Names.isId(id)) {
      throw unfit(name, "not an id");
    }
    return id;
  }
}
