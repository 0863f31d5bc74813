package dev.gavel.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.gateway.words.Complaint;
import dev.gavel.model.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the fields of a body and remembers what was wrong with them, to say it all at once.
final class Form {
  private final ObjectNode json;
  private final List<String> faults = new ArrayList<>();

  private Form(ObjectNode json) {
    this.json = json;
  }

  /// Answers by a body, or says what is wrong with it. `use` asks for every field first, and
  /// returns empty when one of them was at fault.
  static Reply read(Call call, int maxBytes, Use use) throws ViewAway {
    return switch (call.body(maxBytes)) {
      case Call.Body.Bad(var reply) -> reply;
      case Call.Body.Good(var body) -> use.of(new Form(body));
    };
  }

  /// What is done with a form.
  @FunctionalInterface
  interface Use {
    Reply of(Form form) throws ViewAway;
  }

  /// Text without control characters but line breaks, without space around it.
  ///
  /// @param leastChars 0 when it may be absent
  String text(String field, int leastChars, int mostChars) {
    JsonNode node = json.path(field);
    if (node.isMissingNode() && leastChars == 0) {
      return "";
    }
    String text = node.isTextual() ? node.textValue().strip() : "";
    boolean clean =
        text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    if (!node.isTextual() || text.length() < leastChars || text.length() > mostChars || !clean) {
      faults.add(field);
      return "";
    }
    return text;
  }

  /// Text as it is, for what must not be changed (a password).
  String secret(String field, int leastChars, int mostChars) {
    JsonNode node = json.path(field);
    String text = node.isTextual() ? node.textValue() : "";
    if (text.length() < leastChars || text.length() > mostChars) {
      faults.add(field);
      return "";
    }
    return text;
  }

  String id(String field) {
    String id = text(field, 1, Names.MAX_ID_CHARS);
    if (!id.isEmpty() && !Names.isId(id)) {
      faults.add(field);
    }
    return id;
  }

  long number(String field, long least, long most) {
    JsonNode node = json.path(field);
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      faults.add(field);
      return least;
    }
    long value = node.longValue();
    if (value < least || value > most) {
      faults.add(field);
    }
    return value;
  }

  boolean flag(String field) {
    JsonNode node = json.path(field);
    if (!node.isBoolean() && !node.isMissingNode()) {
      faults.add(field);
    }
    return node.asBoolean();
  }

  boolean has(String field) {
    return json.hasNonNull(field);
  }

  JsonNode any(String field) {
    return json.path(field);
  }

  <T> Optional<T> list(String field, int most, Function<JsonNode, Optional<T>> whole) {
    JsonNode node = json.path(field);
    Optional<T> read = node.size() <= most ? whole.apply(node) : Optional.empty();
    if (read.isEmpty()) {
      faults.add(field);
    }
    return read;
  }

  void fault(String field) {
    faults.add(field);
  }

  /// What is wrong, when something is.
  Optional<Reply> problem() {
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Reply.problem(Complaint.FORM_INVALID, Complaint.FORM_INVALID.text() + " " + faults));
  }
}
