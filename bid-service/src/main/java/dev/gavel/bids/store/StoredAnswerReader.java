package dev.gavel.bids.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gavel.bids.home.Recall;
import dev.gavel.bids.home.RoomHead;
import dev.gavel.bids.room.ClosedRoom;
import dev.gavel.bids.room.RoomView;
import dev.gavel.model.BidderShare;
import dev.gavel.model.Codec;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Standing;
import dev.gavel.model.StandingCodec;
import dev.gavel.model.StoredDecision;
import dev.gavel.model.TermsCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads stored rooms and first answers back. What is not exactly as it was written counts as not
/// there, which is logged: the log is asked then.
final class StoredAnswerReader {
  private static final Logger LOG = LoggerFactory.getLogger(StoredAnswerReader.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNREADABLE =
      "{}/{} cannot be read: the room is decided from the log again";

  private final ProjectionDocuments documents = new ProjectionDocuments();
  private final ProjectionCodec codec = new ProjectionCodec();
  private final TermsCodec terms = new TermsCodec();
  private final StandingCodec standings = new StandingCodec();

  /// The shares that hold the authors of commands, for the rooms that have such.
  static Set<String> shareIds(Collection<Document> heads, Map<String, Set<Recall.Key>> commands) {
    Set<String> ids = new HashSet<>();
    for (Document head : heads) {
      String room = head.getString(ProjectionDocuments.ID);
      if (head.get("shares") instanceof Integer shares && shares > 0) {
        for (Recall.Key command : commands.getOrDefault(room, Set.of())) {
          ids.add(Names.share(room, shares, command.by()));
        }
      }
    }
    return ids;
  }

  /// @param shares those of [#shareIds] that there are
  Map<String, Recall> recall(
      Collection<Document> heads,
      Map<String, Set<Recall.Key>> commands,
      Map<String, Document> shares) {
    Map<String, Recall> recalled = new HashMap<>();
    for (Document document : heads) {
      if (RoomHead.UNOPENED.equals(document.get("phase"))) {
        continue; // it remembers nothing
      }
      String room = document.getString(ProjectionDocuments.ID);
      Optional<RoomHead> head = head(document);
      if (head.isEmpty()) {
        LOG.error(UNREADABLE, Names.ROOMS, room);
      }
      head.filter(known -> known.view().standing().phase() == Standing.Phase.CLOSED)
          .flatMap(known -> recall(known, commands.getOrDefault(room, Set.of()), shares))
          .ifPresent(one -> recalled.put(room, one));
    }
    return recalled;
  }

  /// The head must end with the last decision of its tail. With an empty tail nothing tells.
  private Optional<Recall> recall(
      RoomHead head, Set<Recall.Key> commands, Map<String, Document> shares) {
    List<StoredDecision> tail =
        value(codec.decisions(head.room(), head.partition(), head.decisionTail()))
            .orElse(List.of());
    if (tail.isEmpty() || tail.size() != head.decisions() % Names.PAGE) {
      return Optional.empty();
    }
    Decision last = tail.getLast().decision();
    boolean fits =
        last.place().offset() == head.offset()
            && last.receipt().equals(head.view().receipt())
            && last.sequence() == head.view().sequence();
    if (!fits) {
      LOG.error("{}/{} does not fit its last decision", Names.ROOMS, head.room());
      return Optional.empty();
    }
    Map<Recall.Key, ClosedRoom.First> firsts = new HashMap<>();
    Map<String, List<BidderShare>> read = new HashMap<>();
    for (Recall.Key command : commands) {
      Document share = shares.get(Names.share(head.room(), head.shares(), command.by()));
      if (share != null) {
        List<BidderShare> authors =
            read.computeIfAbsent(
                String.valueOf(share.get(ProjectionDocuments.ID)), _ -> share(head, share));
        first(head, command, authors).ifPresent(first -> firsts.put(command, first));
      }
    }
    return Optional.of(new Recall(head, tail.getFirst().decision().place().offset(), firsts));
  }

  /// A share may be newer than the head, after a crash: what the head has not seen does not count.
  private static Optional<ClosedRoom.First> first(
      RoomHead head, Recall.Key command, List<BidderShare> authors) {
    return authors.stream()
        .filter(author -> author.bidder().equals(command.by()))
        .flatMap(author -> author.recent().stream())
        .filter(stored -> stored.decision().id().equals(command.id()))
        .filter(stored -> stored.decision().place().offset() <= head.offset())
        .findFirst()
        .map(stored -> new ClosedRoom.First(stored.decision().answer(), stored.fingerprint()));
  }

  private List<BidderShare> share(RoomHead head, Document share) {
    Optional<List<BidderShare>> read =
        binary(share, "entries")
            .flatMap(bytes -> value(codec.shares(head.room(), head.partition(), bytes)));
    if (read.isEmpty()) {
      LOG.error(UNREADABLE, Names.SHARES, share.get(ProjectionDocuments.ID));
    }
    return read.orElse(List.of());
  }

  private Optional<RoomHead> head(Document document) {
    JsonNode json = json(document);
    Optional<RoomTerms> agreed = value(terms.read(json.path("terms")));
    Optional<Standing> standing = value(standings.read(json.path("standing")));
    Optional<byte[]> decisionTail = binary(document, "decisionTail");
    Optional<byte[]> updateTail = binary(document, "updateTail");
    if (agreed.isEmpty()
        || standing.isEmpty()
        || decisionTail.isEmpty()
        || updateTail.isEmpty()
        || !(document.get("partition") instanceof Integer partition)) {
      return Optional.empty();
    }
    RoomView view = view(json, partition, agreed, standing.get());
    RoomHead head =
        new RoomHead(
            view,
            json.path("topicId").asText(),
            json.path("firstOffset").asLong(),
            view.place().offset(),
            json.path("decisions").asLong(),
            json.path("shares").asInt(),
            decisionTail.get(),
            updateTail.get());
    return documents.head(head).equals(document) ? Optional.of(head) : Optional.empty();
  }

  private static RoomView view(
      JsonNode json, int partition, Optional<RoomTerms> agreed, Standing standing) {
    return new RoomView(
        json.path(ProjectionDocuments.ID).asText(),
        new Place(partition, json.path(ProjectionDocuments.OFFSET).asLong()),
        json.path("atMs").asLong(),
        json.path("sequence").asLong(),
        json.path("receipt").asText(),
        agreed,
        standing);
  }

  private static Optional<byte[]> binary(Document document, String field) {
    return document.get(field) instanceof Binary binary
        ? Optional.of(binary.getData())
        : Optional.empty();
  }

  private static JsonNode json(Document document) {
    Document plain = new Document(document);
    plain.remove("decisionTail");
    plain.remove("updateTail");
    try {
      return JSON.readTree(plain.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the driver wrote what is not JSON", e);
    }
  }

  private static <T> Optional<T> value(Codec.Read<T> read) {
    return read instanceof Codec.Read.Value<T>(T value) ? Optional.of(value) : Optional.empty();
  }
}
