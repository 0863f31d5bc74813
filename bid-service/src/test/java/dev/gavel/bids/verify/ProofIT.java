package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.store.MongoProjectionStore;
import dev.gavel.model.Answer;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// The commands against real topics and documents, one room of them.
@ExtendWith(BackendsExtension.class)
class ProofIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String room = "proof-" + UUID.randomUUID();
  private final String database = "proof-" + UUID.randomUUID();
  private final StringWriter said = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @Test
  void aRoomIsProvedExportedAndProvedAgain(Backends backends) throws Exception {
    hold(backends);
    assertThat(run(backends, "verify", "--live", "--room", room))
        .as(said::toString)
        .isEqualTo(ProofCommand.AGREES);
    assertThat(said.toString()).contains("1 rooms, 13 commands").contains("1 decisions delivered");

    Path once = folder.resolve("once.jsonl");
    Path twice = folder.resolve("twice.jsonl");
    assertThat(run(backends, "export", "--room", room, once.toString())).isZero();
    assertThat(run(backends, "export", "--room", room, twice.toString())).isZero();
    assertThat(once).hasSameBinaryContentAs(twice);
    assertThat(Files.readAllLines(once)).hasSize(15);
    assertThat(run(backends, "export", "--room", "nobody", twice.toString()))
        .isEqualTo(ProofCommand.UNREADABLE);
    assertThat(ProofCommand.run(new String[] {"verify", once.toString()}, out(), out())).isZero();

    edit(backends);
    assertThat(run(backends, "verify", "--live", "--room", room)).isEqualTo(ProofCommand.DIFFERS);
    assertThat(said.toString())
        .contains("rooms." + room + ".decisionTail.3.answer.status")
        .contains("found       refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "nobody.invalid:9092", "localhost", "http://a:1"})
  void aKafkaThatCannotBeAskedIsSaidInOneSentence(String kafka) {
    for (String command : List.of("verify --live", "export x.jsonl")) {
      List<String> args = new ArrayList<>(List.of(command.split(" ")));
      args.addAll(List.of("--room", room, "--kafka", kafka));
      assertThat(ProofCommand.run(args.toArray(String[]::new), out(), out()))
          .isEqualTo(ProofCommand.UNREADABLE);
    }
    assertThat(said.toString().lines())
        .hasSize(2)
        .allSatisfy(line ->
            assertThat(line).startsWith("cannot be read: ").contains(kafka).contains("--kafka"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://me:secret@127.0.0.1:1",
        "mongodb://me:secret@nobody.invalid",
        "mongodb://me:sec/ret@h",
        "me:secret@h"
      })
  void aMongoThatCannotBeAskedIsSaidWithoutItsPassword(String mongo, Backends backends) {
    String[] args = {"verify", "--live", "--kafka", backends.kafkaBootstrap(), "--mongo", mongo};
    assertThat(ProofCommand.run(args, out(), out())).isEqualTo(ProofCommand.UNREADABLE);
    assertThat(said.toString().lines())
        .singleElement()
        .asString()
        .startsWith("cannot be read: ")
        .contains("--mongo")
        .doesNotContain("sec");
  }

  /// Logs a sale, and stores and publishes what follows from it, one result twice.
  private void hold(Backends backends) throws Exception {
    List<LogEntry> log = logged(backends);
    String topicId;
    try (LogEvidence evidence = KafkaEvidence.open(backends.kafkaBootstrap())) {
      topicId = evidence.topicId();
    }
    Slice slice = MemoryEvidence.decided(log, topicId);
    List<Decided> decided = slice.decided();
    DecisionCodec codec = new DecisionCodec();
    int partition = log.getFirst().place().partition();
    for (Decided each : decided) {
      send(backends, Names.RESULTS, partition, codec.write(each.decision()));
    }
    send(backends, Names.RESULTS, partition, codec.write(decided.get(3).decision()));
    try (MongoProjectionStore view = MongoProjectionStore.open(backends.mongoUri(), database)) {
      view.storePages(List.of(slice));
      view.storeHeads(List.of(slice));
      long next = log.getLast().place().offset() + 1;
      view.storeCheckpoints(List.of(new SavedPlace(topicId, partition, next, next)));
    }
  }

  private List<LogEntry> logged(Backends backends) throws Exception {
    List<LogEntry> log = new ArrayList<>();
    List<LogEntry> sale = new ArrayList<>(Sale.log(room, 0, 0));
    sale.set(0, Sale.with(sale.getFirst(), new Wish.Open(Sale.terms(RoomTerms.MAX_TIME_MS))));
    for (LogEntry entry : sale) {
      RecordMetadata at = send(backends, Names.COMMANDS, 1, entry.bytes());
      log.add(
          new LogEntry(
              new Place(at.partition(), at.offset()),
              at.timestamp(),
              entry.bytes(),
              entry.command()));
    }
    return log;
  }

  private RecordMetadata send(Backends backends, String topic, int partition, byte[] value)
      throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", backends.kafkaBootstrap());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      return producer
          .send(new ProducerRecord<>(topic, partition, room, value))
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /// Makes a stored bid that leads one that was refused.
  private void edit(Backends backends) throws IOException {
    try (MongoClient client = MongoClients.create(backends.mongoUri())) {
      var rooms = client.getDatabase(database).getCollection(Names.ROOMS);
      var itself = Filters.eq("_id", room);
      Document head = Mono.from(rooms.find(itself).first()).blockOptional(LIMIT).orElseThrow();
      Document edited =
          Forgery.decision(head, "decisionTail", 3, Answer.Refused.of(Refusal.BELOW_MINIMUM));
      Mono.from(rooms.replaceOne(itself, edited)).block(LIMIT);
    }
  }

  private int run(Backends backends, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--kafka", backends.kafkaBootstrap()));
    if (args[0].equals("verify")) {
      all.addAll(List.of("--mongo", backends.mongoUri(), "--database", database));
    }
    return ProofCommand.run(all.toArray(String[]::new), out(), out());
  }

  private PrintWriter out() {
    return new PrintWriter(said, true);
  }
}
