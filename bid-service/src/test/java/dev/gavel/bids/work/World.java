package dev.gavel.bids.work;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.backends.Backends;
import dev.gavel.backends.Topics;
import dev.gavel.bids.Main;
import dev.gavel.bids.Running;
import dev.gavel.bids.Settings;
import dev.gavel.bids.store.StoredDecisions;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.RoomCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import reactor.core.publisher.Mono;

/// Everything around the workers, for integration tests: sends commands, starts workers, reads what
/// came of it past all of them.
public final class World implements AutoCloseable {
  public static final Duration LIMIT = Duration.ofSeconds(30);

  private final String kafka;
  private final KafkaProducer<String, byte[]> producer;
  private final MongoClient mongo;
  private final MongoDatabase database;

  World(String kafka, String mongoUri, String database) {
    this.kafka = kafka;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", "0"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.mongo = MongoClients.create(mongoUri);
    this.database = mongo.getDatabase(database);
  }

  public static World of(Backends backends) {
    return new World(backends.kafkaBootstrap(), backends.mongoUri(), Names.DATABASE);
  }

  static Running worker(String name, Backends backends) {
    return Main.start(
        Settings.of(name, backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
  }

  Place send(RoomCommand command, Optional<String> gateway) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Names.COMMANDS, command.room(), new CommandCodec().write(command));
    gateway.ifPresent(
        name -> record.headers().add(Names.GATEWAY_HEADER, name.getBytes(StandardCharsets.UTF_8)));
    return send(record);
  }

  public Place send(RoomCommand command) {
    return send(command, Optional.empty());
  }

  Place send(ProducerRecord<String, byte[]> record) {
    try {
      RecordMetadata there = producer.send(record).get();
      return new Place(there.partition(), there.offset());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  public List<Document> bids(String room) {
    return room(room)
        .map(head -> StoredDecisions.of(head, id -> document(Names.PAGES, id)))
        .orElse(List.of());
  }

  private Optional<Document> document(String collection, String id) {
    return Mono.from(database.getCollection(collection).find(Filters.eq("_id", id)).first())
        .blockOptional(LIMIT);
  }

  public Optional<Document> room(String room) {
    return document(Names.ROOMS, room);
  }

  /// The room's decisions on the results topic, as often as they are there.
  public List<Decision> results(String room) {
    List<Decision> found = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : Topics.everything(kafka, Names.RESULTS)) {
      if (record.key().equals(room)
          && new DecisionCodec().read(record.value())
              instanceof Codec.Read.Value<Decision>(Decision decision)) {
        found.add(decision);
      }
    }
    return found;
  }

  /// Places of the unreadable records under a key.
  public List<String> unreadable(String key) {
    return Topics.everything(kafka, Names.UNREADABLE).stream()
        .filter(record -> record.key().equals(key))
        .map(record ->
            new String(record.headers().lastHeader("place").value(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    mongo.close();
  }
}
