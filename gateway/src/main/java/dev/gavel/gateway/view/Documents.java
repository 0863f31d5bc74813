package dev.gavel.gateway.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Place;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.UpdateCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the documents that workers (bid-service README: "Documents") and the catalogue write. What
/// cannot be read counts as not there, with a line in the log: one bad document must not hide the
/// others.
final class Documents {
  private static final Logger LOG = LoggerFactory.getLogger(Documents.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();
  private final UpdateCodec updates = new UpdateCodec();
  private final DecisionCodec decisions = new DecisionCodec();

  /// Empty too for a room that was never opened (commands were refused for want of it).
  Optional<StoredRoom> room(Document document) {
    if (document.get("terms") == null) {
      return Optional.empty();
    }
    JsonNode json = json(document);
    Optional<RoomTerms> agreed = value("terms", terms.read(json.path("terms")));
    Optional<Standing> standing = value("standing", standings.read(json.path("standing")));
    if (agreed.isEmpty() || standing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoredRoom(
            json.path("_id").asText(),
            agreed.get(),
            standing.get(),
            json.path("sequence").asLong(),
            new Place(json.path("partition").asInt(), json.path("offset").asLong()),
            json.path("receipt").asText(),
            json.path("atMs").asLong(),
            paddles(json.path("paddles")),
            last(json.path("last"))));
  }

  private static Map<String, Integer> paddles(JsonNode node) {
    Map<String, Integer> paddles = new HashMap<>();
    node.properties().forEach(paddle -> paddles.put(paddle.getKey(), paddle.getValue().asInt()));
    return paddles;
  }

  private List<RoomUpdate> last(JsonNode node) {
    List<RoomUpdate> last = new ArrayList<>();
    node.forEach(update -> value("update", updates.read(update)).ifPresent(last::add));
    return last;
  }

  Optional<StoredBid> bid(Document document) {
    JsonNode json = json(document);
    ObjectNode decision = JSON.createObjectNode().put("v", 1);
    for (String field :
        List.of("room", "id", "by", "role", "op", "atMs", "answer", "duplicate", "sequence")) {
      decision.set(field, json.path(field));
    }
    decision.put("place", json.path("partition").asInt() + ":" + json.path("offset").asLong());
    decision.putArray("updates");
    decision.set("receipt", json.path("receipt"));
    Optional<Decision> read = value("bid", decisions.read(decision));
    return read.map(known ->
        new StoredBid(
            known,
            json.has("amount") ? Optional.of(json.path("amount").asText()) : Optional.empty(),
            json.has("paddle") ? Optional.of(json.path("paddle").asInt()) : Optional.empty()));
  }

  static Item item(Document document) {
    JsonNode json = json(document);
    return new Item(
        json.path("_id").asText(),
        json.path("title").asText(),
        json.path("titleEn").asText(),
        json.path("maker").asText(),
        json.path("description").asText(),
        json.path("picture").asText(),
        amount(json.path("estimateLow")),
        amount(json.path("estimateHigh")));
  }

  private static OptionalLong amount(JsonNode node) {
    return node.isNumber() ? OptionalLong.of(node.asLong()) : OptionalLong.empty();
  }

  /// A document as JSON; 64-bit integers become plain numbers.
  private static JsonNode json(Document document) {
    try {
      return JSON.readTree(document.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the driver wrote what is not JSON", e);
    }
  }

  private static <T> Optional<T> value(String what, Codec.Read<T> read) {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> Optional.of(value);
      case Codec.Read.Bad<T>(var why) -> {
        LOG.warn("a stored {} cannot be read: {}", what, why.reason());
        yield Optional.empty();
      }
    };
  }
}
