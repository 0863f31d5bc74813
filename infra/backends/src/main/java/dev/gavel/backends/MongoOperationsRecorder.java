package dev.gavel.backends;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.gavel.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/// Holds what services send to MongoDB to the operations that every server answers alike: the table
/// in infra/README.md. A test's class path names this class as a command listener
/// (`META-INF/services`), services add what is named there, and [BackendsExtension] asks
/// afterwards.
///
/// An operation has a form, without its values: `update rooms {_id, offset $lt} replace`.
public final class MongoOperationsRecorder implements CommandListener {
  /// Written by workers with each batch, read on the way of a bid or a join.
  private static final Set<String> PROJECTION =
      Set.of(
          Names.ROOMS,
          Names.PAGES,
          Names.SHARES,
          Names.PADDLES,
          Names.BIDDERS,
          Names.LOTS,
          Names.CHECKPOINTS);

  /// Of any collection of the projection.
  private static final Set<String> PROJECTION_FORMS =
      Set.of(
          "find {_id}",
          "find {_id $in}",
          "insert one",
          "insert unordered",
          "update {_id, offset $lt} replace",
          "update {_id, next $lt} replace");

  /// Of the other collections: logins, the office, the chat. Each server has these, too; none may
  /// carry a bid.
  private static final Set<String> OFFICE_COMMANDS =
      Set.of("find", "insert", "update", "delete", "createIndexes", "listIndexes");

  /// Of the driver itself, and what reads on.
  private static final Set<String> DRIVER_COMMANDS =
      Set.of("hello", "ping", "getMore", "killCursors", "endSessions", "saslStart", "saslContinue");

  /// What looks at a whole collection of the projection, aside of its path: verification.
  private static final Set<String> WHOLE_FORMS =
      Set.of("find {partition}", "find {_id, partition}");

  /// Further ones by name: an older layout is looked for at the start, and a demo for its rooms.
  private static final Set<String> NAMED =
      Set.of("find rooms {}", "count rooms", "find bids {}", "find places {}");

  private static final Set<String> UNLISTED = new ConcurrentSkipListSet<>();

  /// The forms that were sent and are not listed, since it was asked last.
  public static Set<String> unlisted() {
    Set<String> forms = new TreeSet<>(UNLISTED);
    UNLISTED.removeAll(forms);
    return forms;
  }

  @Override
  public void commandStarted(CommandStartedEvent event) {
    UNLISTED.addAll(unlisted(event.getCommandName(), event.getCommand()));
  }

  /// The forms of one command that are not listed.
  static List<String> unlisted(String command, BsonDocument sent) {
    if (DRIVER_COMMANDS.contains(command)) {
      return List.of();
    }
    BsonValue target = sent.get(command);
    String collection = target != null && target.isString() ? target.asString().getValue() : "";
    return forms(command, sent).stream()
        .filter(form -> !isListed(command, collection, form))
        .map(form -> named(command, collection, form))
        .toList();
  }

  private static boolean isListed(String command, String collection, String form) {
    return NAMED.contains(named(command, collection, form))
        || (PROJECTION.contains(collection)
            ? PROJECTION_FORMS.contains(form)
                || WHOLE_FORMS.contains(form)
                || form.equals("drop") // a projection is made anew
            : OFFICE_COMMANDS.contains(command) && isUpsertById(form));
  }

  /// An upsert whose filter has more than `_id` is answered in different ways.
  private static boolean isUpsertById(String form) {
    return !form.contains(" upsert") || form.startsWith("update {_id} ");
  }

  private static String named(String command, String collection, String form) {
    return (command + " " + collection + form.substring(command.length())).strip();
  }

  private static List<String> forms(String command, BsonDocument sent) {
    return switch (command) {
      case "find" -> List.of("find " + filter(sent.getDocument("filter", new BsonDocument())));
      case "insert" -> List.of("insert " + insert(sent));
      case "update" ->
          sent.getArray("updates").stream()
              .map(update -> "update " + update(update.asDocument()))
              .distinct()
              .toList();
      case "delete" ->
          sent.getArray("deletes").stream()
              .map(delete -> "delete " + filter(delete.asDocument().getDocument("q")))
              .distinct()
              .toList();
      default -> List.of(command);
    };
  }

  private static String insert(BsonDocument sent) {
    if (sent.getArray("documents").size() == 1) {
      return "one";
    }
    return sent.getBoolean("ordered").getValue() ? "in order" : "unordered";
  }

  private static String update(BsonDocument update) {
    // Else it is a pipeline of changes.
    boolean isReplace =
        update.get("u") instanceof BsonDocument with
            && with.keySet().stream().noneMatch(key -> key.startsWith("$"));
    String form = filter(update.getDocument("q")) + (isReplace ? " replace" : " change");
    return form
        + (isSet(update, "upsert") ? " upsert" : "")
        + (isSet(update, "multi") ? " all" : "");
  }

  private static boolean isSet(BsonDocument update, String flag) {
    return update.containsKey(flag) && update.getBoolean(flag).getValue();
  }

  /// The fields that a filter asks for, in the order of their names, with operators but no values.
  private static String filter(BsonDocument filter) {
    List<String> fields = new ArrayList<>();
    collect(filter, fields);
    return "{" + String.join(", ", fields.stream().sorted().toList()) + "}";
  }

  private static void collect(BsonDocument filter, List<String> fields) {
    for (Map.Entry<String, BsonValue> field : filter.entrySet()) {
      BsonValue asked = field.getValue();
      if (field.getKey().equals("$and")) {
        asked.asArray().forEach(part -> collect(part.asDocument(), fields));
      } else if (asked.isDocument()) {
        fields.add(field.getKey() + " " + String.join(" ", asked.asDocument().keySet()));
      } else {
        fields.add(field.getKey());
      }
    }
  }
}
