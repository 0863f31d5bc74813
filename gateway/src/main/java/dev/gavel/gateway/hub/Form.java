package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// What clients send, as values. Only the form is judged: whether an amount will do, the log says.
/// Who bids is never read from here, whatever a payload claims.
final class Form {
  /// Longest message to a room, characters.
  static final int MAX_MESSAGE_CHARS = 300;

  private final CommandCodec commands = new CommandCodec();

  /// The first argument, when it is an object.
  static Optional<ObjectNode> body(List<JsonNode> arguments) {
    return !arguments.isEmpty() && arguments.getFirst() instanceof ObjectNode body
        ? Optional.of(body)
        : Optional.empty();
  }

  static Optional<String> room(ObjectNode body) {
    return id(body.path("roomId"));
  }

  private static Optional<String> id(JsonNode node) {
    return Optional.ofNullable(node.textValue()).filter(Names::isId);
  }

  /// `after` of a join. Empty too when it is no number that a sequence can be: the client is then
  /// shown the room as a newcomer.
  static OptionalLong after(ObjectNode body) {
    JsonNode after = body.path("after");
    return after.isIntegralNumber() && after.canConvertToLong() && after.longValue() >= 0
        ? OptionalLong.of(after.longValue())
        : OptionalLong.empty();
  }

  /// `{roomId, price|max, id?, notAfter?}`. The original's clients send no id: one is minted.
  static Optional<RoomCommand> bid(ObjectNode body, String user) {
    JsonNode price = body.path("price");
    JsonNode max = body.path("max");
    Optional<String> room = room(body);
    Optional<String> id =
        body.has("id") ? id(body.path("id")) : Optional.of(UUID.randomUUID().toString());
    OptionalLong notAfter = notAfter(body);
    boolean fits = price.isMissingNode() != max.isMissingNode() && notAfter.isPresent();
    if (!fits || room.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    Wish wish =
        max.isMissingNode() ? new Wish.Bid(Amount.of(price)) : new Wish.Maximum(Amount.of(max));
    return Optional.of(
        new RoomCommand(
            room.get(), id.get(), new Author(user, Role.BIDDER), notAfter.getAsLong(), wish));
  }

  private static OptionalLong notAfter(ObjectNode body) {
    JsonNode node = body.path("notAfter");
    if (node.isMissingNode() || node.isNull()) {
      return OptionalLong.of(RoomCommand.NO_DEADLINE);
    }
    boolean time =
        node.isIntegralNumber()
            && node.canConvertToLong()
            && node.longValue() >= 0
            && node.longValue() <= RoomTerms.MAX_TIME_MS;
    return time ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
  }

  /// `{roomId, id, op, ...}` with the fields that the op has in the log.
  Optional<RoomCommand> command(ObjectNode body, String user) {
    ObjectNode logged = JsonNodeFactory.instance.objectNode().put("v", 1);
    logged.setAll(body);
    logged.remove("roomId");
    logged.set("v", JsonNodeFactory.instance.numberNode(1));
    logged.set("room", body.path("roomId"));
    logged.put("by", user).put("role", Role.STAFF.name());
    return switch (commands.read((JsonNode) logged)) {
      case Codec.Read.Value<RoomCommand>(RoomCommand command)
          when command.wish() instanceof Wish.StaffWish
              || command.wish() instanceof Wish.PeopleWish ->
          Optional.of(command);
      case Codec.Read.Value<RoomCommand> _ -> Optional.empty();
      case Codec.Read.Bad<RoomCommand> _ -> Optional.empty();
    };
  }

  /// `{roomId, text}`: the text on one line, without what could disturb others' lines.
  static Optional<String> message(ObjectNode body) {
    String text = body.path("text").asText("");
    String line = dev.gavel.gateway.words.Harmless.line(text, MAX_MESSAGE_CHARS);
    boolean fits = body.path("text").isTextual() && text.length() <= MAX_MESSAGE_CHARS;
    return fits && !line.isEmpty() ? Optional.of(line) : Optional.empty();
  }
}
