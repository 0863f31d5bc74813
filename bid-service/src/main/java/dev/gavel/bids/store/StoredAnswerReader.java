package dev.gavel.bids.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomState;
import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.Answer;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.RoomUpdate;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.TermsCodec;
import dev.gavel.model.UpdateCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/// Reads stored rooms and decisions back. Whatever is not exactly as it was written counts as not
/// there: the log is asked then.
final class StoredAnswerReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TICK = "tick";

  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();
  private final UpdateCodec updates = new UpdateCodec();
  private final DecisionCodec decisions = new DecisionCodec();

  /// The `_id` of the decision that a stored room ends with.
  static String headId(Document room) {
    return room.getString("_id") + ":" + room.get("offset");
  }

  /// @param bids the decision that the room ends with, and those under the ids that are asked for
  Optional<Recall> recall(Document room, Collection<Document> bids) {
    Optional<RoomState> state =
        state(room).filter(known -> known.view().standing().phase() == Standing.Phase.CLOSED);
    boolean fits =
        bids.stream()
            .anyMatch(bid ->
                headId(room).equals(bid.get("_id"))
                    && Objects.equals(room.get("receipt"), bid.get("receipt"))
                    && Objects.equals(room.get("sequence"), bid.get("sequence")));
    return fits
        ? state.map(known -> new Recall(known, firsts(bids, known.view().place().offset())))
        : Optional.empty();
  }

  /// @param last the room's last command: a crash may have left later decisions without it
  private Map<Recall.Key, ClosedRoom.First> firsts(Collection<Document> bids, long last) {
    Map<Recall.Key, ClosedRoom.First> firsts = new HashMap<>();
    bids.stream()
        .flatMap(bid -> stored(bid).stream())
        .filter(stored -> stored.decision.place().offset() <= last)
        .filter(stored -> isRemembered(stored.decision))
        .sorted(Comparator.comparingLong(stored -> stored.decision.place().offset()))
        .forEach(stored ->
            firsts.putIfAbsent(
                new Recall.Key(stored.decision.by().id(), stored.decision.id()),
                new ClosedRoom.First(stored.decision.answer(), stored.body)));
    return firsts;
  }

  private record Stored(Decision decision, long body) {}

  private Optional<Stored> stored(Document bid) {
    JsonNode json = json(bid);
    ObjectNode object = JSON.createObjectNode().put("v", 1);
    object.put("place", json.path("partition").asInt() + ":" + json.path("offset").asLong());
    for (String field :
        List.of("room", "id", "by", "role", "op", "atMs", "answer", "duplicate", "sequence")) {
      object.set(field, json.path(field));
    }
    object.putArray("updates");
    object.set("receipt", json.path("receipt"));
    return bid.get("body") instanceof Long body
        ? value(decisions.read(object)).map(decision -> new Stored(decision, body))
        : Optional.empty();
  }

  /// What a room remembers: not what came before its opening, no ticks, and of an id that was used
  /// again only the first.
  private static boolean isRemembered(Decision decision) {
    return decision.sequence() > 0
        && !decision.duplicate()
        && !decision.op().equals(TICK)
        && !decision.answer().equals(Answer.Refused.of(Refusal.COMMAND_ID_REUSED));
  }

  private Optional<RoomState> state(Document document) {
    JsonNode json = json(document);
    Optional<RoomTerms> agreed = value(terms.read(json.path("terms")));
    Optional<Standing> standing = value(standings.read(json.path("standing")));
    if (agreed.isEmpty() || standing.isEmpty()) {
      return Optional.empty();
    }
    RoomView view =
        new RoomView(
            json.path("_id").asText(),
            new Place(json.path("partition").asInt(), json.path("offset").asLong()),
            json.path("atMs").asLong(),
            json.path("sequence").asLong(),
            json.path("receipt").asText(),
            agreed,
            standing.get(),
            paddles(json.path("paddles")));
    RoomState state =
        new RoomState(
            view,
            json.path("topicId").asText(),
            json.path("firstOffset").asLong(),
            last(json.path("last")));
    return documents.room(state).equals(document) ? Optional.of(state) : Optional.empty();
  }

  private static Map<String, Integer> paddles(JsonNode node) {
    Map<String, Integer> paddles = new HashMap<>();
    node.properties().forEach(paddle -> paddles.put(paddle.getKey(), paddle.getValue().asInt()));
    return paddles;
  }

  private List<RoomUpdate> last(JsonNode node) {
    List<RoomUpdate> last = new ArrayList<>();
    node.forEach(update -> value(updates.read(update)).ifPresent(last::add));
    return last;
  }

  private static JsonNode json(Document document) {
    try {
      return JSON.readTree(document.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the driver wrote what is not JSON", e);
    }
  }

  private static <T> Optional<T> value(Codec.Read<T> read) {
    return read instanceof Codec.Read.Value<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
