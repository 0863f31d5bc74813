package dev.gavel.local;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.backends.Topics;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.ProjectionCodec;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.StoredDecision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import reactor.core.publisher.Mono;

/// What the log, the results topic and MongoDB say about one room, read past all services.
record Evidence(
    Map<Long, RoomCommand> commands,
    List<Decision> decisions,
    List<StoredDecision> stored,
    Document room) {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  static Evidence of(String room, String kafka, String mongo) {
    Map<Long, RoomCommand> commands = new TreeMap<>();
    for (ConsumerRecord<String, byte[]> record : Topics.everything(kafka, Names.COMMANDS)) {
      if (record.key().equals(room)) {
        commands.put(record.offset(), value(new CommandCodec().read(record.value())));
      }
    }
    List<Decision> decisions = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : Topics.everything(kafka, Names.RESULTS)) {
      if (record.key().equals(room)) {
        decisions.add(value(new DecisionCodec().read(record.value())));
      }
    }
    try (MongoClient client = MongoClients.create(mongo)) {
      Document head = one(client, Names.ROOMS, room);
      return new Evidence(commands, decisions, stored(client, head), head);
    }
  }

  /// What stands in the pages that the head names, and in its tail.
  private static List<StoredDecision> stored(MongoClient client, Document head) {
    String room = head.getString("_id");
    List<StoredDecision> stored = new ArrayList<>();
    for (long page = 0; page < number(head, "decisions") / Names.PAGE; page++) {
      Document full = one(client, Names.PAGES, Names.decisionPage(room, page));
      stored.addAll(entries(head, full.get("entries", Binary.class)));
    }
    stored.addAll(entries(head, head.get("decisionTail", Binary.class)));
    return stored;
  }

  private static List<StoredDecision> entries(Document head, Binary entries) {
    return value(
        new ProjectionCodec()
            .decisions(head.getString("_id"), (int) number(head, "partition"), entries.getData()));
  }

  private static Document one(MongoClient client, String where, String id) {
    return Mono.from(
            client.getDatabase(Names.DATABASE).getCollection(where).find(Filters.eq("_id", id)))
        .blockOptional(LIMIT)
        .orElseThrow(() -> new AssertionError(where + " has no " + id));
  }

  private static <T> T value(Codec.Read<T> read) {
    return switch (read) {
      case Codec.Read.Value<T>(T value) -> value;
      case Codec.Read.Bad<T>(var why) -> throw new AssertionError(why.toString());
    };
  }

  /// A whole number of a document.
  static long number(Document document, String field) {
    return Objects.requireNonNull(document.get(field, Number.class), field).longValue();
  }

  /// The room's last number.
  long last() {
    return number(room, "sequence");
  }

  /// Of the log's commands, those by bidders.
  long bidCommands() {
    return commands.values().stream()
        .filter(command -> command.by().role() == dev.gavel.model.Role.BIDDER)
        .count();
  }

  /// MongoDB's record of the decision at `place`.
  Decision storedAt(Place place) {
    List<StoredDecision> found =
        stored.stream().filter(one -> one.decision().place().equals(place)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " entries for " + place);
    }
    return found.getFirst().decision();
  }
}
