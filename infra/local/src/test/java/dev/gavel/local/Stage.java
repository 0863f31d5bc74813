package dev.gavel.local;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.backends.Backends;
import dev.gavel.local.seed.Demo;
import dev.gavel.local.seed.DemoUser;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.IncrementTables;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.bson.types.ObjectId;
import reactor.core.publisher.Mono;

/// Two gateways over shared servers, people who can log in, and rooms on request. Workers are the
/// test's own affair.
final class Stage implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  static final String SECRET = "a secret for tests, 32 bytes at least";

  private final Backends backends;
  private final List<Integer> ports = new ArrayList<>();
  private final List<dev.gavel.gateway.Running> gateways = new ArrayList<>();
  private final List<DemoUser> users;
  private final List<String> cookies = new ArrayList<>();

  private Stage(Backends backends, List<DemoUser> users) {
    this.backends = backends;
    this.users = users;
  }

  /// Starts two gateways and logs `people` in.
  static Stage open(Backends backends, String name, int people) throws Exception {
    return open(backends, name, people, usual -> usual);
  }

  /// The same, with gateways that are set up otherwise.
  static Stage open(
      Backends backends,
      String name,
      int people,
      UnaryOperator<dev.gavel.gateway.Settings> otherwise)
      throws Exception {
    Stage stage = new Stage(backends, people(backends, people));
    for (int i = 1; i <= 2; i++) {
      var settings = otherwise.apply(generous(name + "-" + i, backends));
      stage.gateways.add(dev.gavel.gateway.Main.start(settings));
      stage.ports.add(stage.gateways.getLast().port());
    }
    stage.letIn();
    return stage;
  }

  /// The same over gateways that are the test's own affair.
  ///
  /// @param ports where they listen, by now
  static Stage over(List<Integer> ports, Backends backends, int people) throws Exception {
    Stage stage = new Stage(backends, people(backends, people));
    stage.ports.addAll(ports);
    stage.letIn();
    return stage;
  }

  /// One of the staff, and so many bidders.
  private static List<DemoUser> people(Backends backends, int bidders) throws Exception {
    List<DemoUser> users = DemoUser.list(bidders + 1);
    try (Demo demo = new Demo(backends.kafkaBootstrap(), backends.mongoUri())) {
      demo.people(users, 0);
    }
    return users;
  }

  private void letIn() throws Exception {
    for (DemoUser user : users) {
      cookies.add(AuctionClient.login(port(0), user.email(), DemoUser.PASSWORD));
    }
  }

  /// Without the limits that keep one person from bidding a hundred times a second.
  private static dev.gavel.gateway.Settings generous(String name, Backends backends) {
    var usual =
        dev.gavel.gateway.Settings.local(
            name,
            0,
            0,
            new dev.gavel.gateway.Settings.Stores(
                backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()),
            SECRET);
    return new dev.gavel.gateway.Settings(
        usual.name(),
        usual.listen(),
        usual.stores(),
        usual.tokens(),
        usual.web(),
        usual.labels(),
        new dev.gavel.gateway.Settings.Limits(5_000, 100, 10, 1_000, 1_000, 1_000, 0));
  }

  /// What one gateway counts under a name, all labels together.
  double counted(int gateway, String name) throws Exception {
    String scrape = Scrape.of(gateways.get(gateway).adminPort());
    return scrape
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  int port(int gateway) {
    return ports.get(gateway);
  }

  /// The id of the bidder with this number.
  String bidder(int number) {
    return users.get(number + 1).id();
  }

  /// The `Cookie` header of the bidder with this number.
  String cookie(int number) {
    return cookies.get(number + 1);
  }

  /// The same of the staff.
  String staffCookie() {
    return cookies.getFirst();
  }

  /// A client of bidder `number` on one of the gateways, sitting in the room.
  AuctionClient sit(int number, int gateway, Room room) throws Exception {
    AuctionClient client = AuctionClient.connect(port(gateway), cookie(number), room.item());
    client.join(room.id());
    return client;
  }

  /// A room that is open for an hour.
  record Room(String id, String item, RoomTerms terms) {}

  /// Opens a room for an item of its own, through the log, and waits for a worker to write it.
  Room openRoom() throws Exception {
    String item = new ObjectId().toHexString();
    Room room = new Room(new ObjectId().toHexString(), item, terms(item));
    try (MongoClient mongo = MongoClients.create(backends.mongoUri())) {
      MongoDatabase database = mongo.getDatabase(Names.DATABASE);
      Document lot = new Document("_id", item).append("title", "시험").append("titleEn", "Test");
      Mono.from(database.getCollection(Names.ITEMS).insertOne(lot)).block(LIMIT);
      append(
          new RoomCommand(
              room.id(),
              "open",
              new Author(users.getFirst().id(), Role.STAFF),
              RoomCommand.NO_DEADLINE,
              new Wish.Open(room.terms())));
      var written = database.getCollection(Names.ROOMS).find(Filters.eq("_id", room.id())).first();
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> Mono.from(written).blockOptional(LIMIT).isPresent());
    }
    return room;
  }

  private void append(RoomCommand command) throws Exception {
    try (KafkaProducer<String, byte[]> log =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", backends.kafkaBootstrap()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      byte[] bytes = new CommandCodec().write(command);
      log.send(new ProducerRecord<>(Names.COMMANDS, command.room(), bytes)).get();
    }
  }

  private static RoomTerms terms(String item) {
    long now = System.currentTimeMillis();
    return new RoomTerms(
        RoomTerms.RULES,
        item,
        "seller",
        "KRW",
        RoomTerms.Mode.TIMED,
        100_000,
        OptionalLong.empty(),
        IncrementTables.KRW_ONLINE,
        now - 1_000,
        now + 3_600_000,
        new RoomTerms.SoftClose(RoomTerms.SoftClose.Extend.RESET, 30_000, 30_000),
        0,
        0,
        0,
        Optional.empty(),
        List.of(),
        Map.of());
  }

  Evidence evidence(Room room) {
    return Evidence.of(room.id(), backends.kafkaBootstrap(), backends.mongoUri());
  }

  @Override
  public void close() {
    gateways.forEach(dev.gavel.gateway.Running::close);
  }
}
