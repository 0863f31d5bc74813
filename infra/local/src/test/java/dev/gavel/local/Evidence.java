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
import dev.gavel.model.RoomCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import reactor.core.publisher.Flux;

/// What the log, the results topic and MongoDB say about one room, read past all services.
record Evidence(
    Map<Long, RoomCommand> commands, List<Decision> decisions, List<Document> bids, Document room) {
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
      return new Evidence(
          commands,
          decisions,
          find(client, Names.BIDS, "room", room),
          find(client, Names.ROOMS, "_id", room).getFirst());
    }
  }

  private static List<Document> find(MongoClient client, String where, String key, String value) {
    return Flux.from(
            client.getDatabase(Names.DATABASE).getCollection(where).find(Filters.eq(key, value)))
        .collectList()
        .blockOptional(LIMIT)
        .orElseThrow();
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
  Document bidAt(Place place) {
    List<Document> found =
        bids.stream()
            .filter(bid ->
                number(bid, "offset") == place.offset()
                    && number(bid, "partition") == place.partition())
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " documents for " + place);
    }
    return found.getFirst();
  }
}
