package dev.gavel.bids.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.bids.Main;
import dev.gavel.bids.Running;
import dev.gavel.bids.Settings;
import dev.gavel.bids.work.Commands;
import dev.gavel.bids.work.World;
import dev.gavel.model.Answer;
import dev.gavel.model.Decision;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import dev.gavel.model.Refusal;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/// The proof of a room whose commands came again when it was closed and forgotten, so that MongoDB
/// answered them.
@ExtendWith(BackendsExtension.class)
class LateAnswersIT {
  private final String room = "late-" + UUID.randomUUID();
  private final RoomCommand led = Commands.bid(room, "anne", "led", 150_000);
  private final RoomCommand low = Commands.bid(room, "bo", "low", 50_000);
  private final StringWriter said = new StringWriter();
  @TempDir private Path folder = Path.of("");

  @Test
  void agreesAndAChangedAnswerThatWasGivenAgainIsNamed(Backends backends) throws Exception {
    try (World world = World.of(backends)) {
      try (Running _ = forgetful("late-1", backends)) {
        hold(world);
        decided(world, led);
        assertThat(decided(world, low).duplicate()).isTrue();
        assertThat(decided(world, Commands.bid(room, "anne", "led", 160_000)).answer())
            .isEqualTo(Answer.Refused.of(Refusal.COMMAND_ID_REUSED));
        decided(world, Commands.bid(room, "anne", "new", 900_000)); // folds the room
        decided(world, Commands.bid(room, "anne", "new", 900_000));
      }
      try (Running _ = forgetful("late-2", backends)) {
        assertThat(decided(world, led).duplicate()).isTrue();
        proved(backends);

        forge(backends);
        // That it is given again as changed shows that nobody read the log for it.
        assertThat(((Answer.Leading) decided(world, led).answer()).price()).isEqualTo(1);
      }
      assertThat(run(backends, "verify", "--live", "--room", room)).isEqualTo(ProofCommand.DIFFERS);
      assertThat(said.toString()).contains("answer.price").contains("found       1\n");
    }
  }

  /// A worker that keeps no closed room in memory.
  private static Running forgetful(String name, Backends backends) {
    Settings.Limits usual = Settings.Limits.DEFAULT;
    return Main.start(
        new Settings(
            name,
            backends.kafkaBootstrap(),
            backends.redisUri(),
            backends.mongoUri(),
            Names.DATABASE,
            Settings.DEFAULT_GROUP,
            0,
            new Settings.Limits(
                usual.batchCommands(),
                usual.batchBytes(),
                usual.backlogBytes(),
                0,
                usual.sessionTimeoutMs())));
  }

  /// A sale of two bids that is over; where the one that led stands.
  private Place hold(World world) {
    long nowMs = System.currentTimeMillis();
    world.send(Commands.open(room, nowMs - 1_000, nowMs + 3_600_000));
    Place first = world.send(led);
    world.send(low);
    world.send(Commands.staff(room, "approve", new Wish.Approve("anne")));
    decided(world, Commands.staff(room, "withdraw", new Wish.Withdraw("test")));
    await()
        .atMost(World.LIMIT)
        .until(() -> world.room(room).orElseThrow().getString("phase").equals("CLOSED"));
    return first;
  }

  /// Sends a command and waits until it is stored and told.
  private Decision decided(World world, RoomCommand command) {
    Place place = world.send(command);
    List<Decision> found = new ArrayList<>();
    await()
        .atMost(World.LIMIT)
        .until(() -> {
          world.results(room).stream().filter(one -> one.place().equals(place)).forEach(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private void proved(Backends backends) {
    assertThat(run(backends, "verify", "--live", "--room", room))
        .as(said::toString)
        .isEqualTo(ProofCommand.AGREES);
    String file = folder.resolve("late.jsonl").toString();
    assertThat(run(backends, "export", "--room", room, file)).isZero();
    assertThat(ProofCommand.run(new String[] {"verify", file}, out(), out()))
        .as(said::toString)
        .isEqualTo(ProofCommand.AGREES);
  }

  /// Changes the oldest answer that a share holds of the bidder who led.
  private void forge(Backends backends) {
    try (MongoClient client = MongoClients.create(backends.mongoUri())) {
      var shares = client.getDatabase(Names.DATABASE).getCollection(Names.SHARES);
      var itself = Filters.eq("_id", Names.share(room, 1, led.by().id()));
      Document share =
          Mono.from(shares.find(itself).first()).blockOptional(World.LIMIT).orElseThrow();
      Document forged =
          Forgery.recent(share, led.by().id(), new Answer.Leading(1, 1, OptionalLong.empty()));
      Mono.from(shares.replaceOne(itself, forged)).block(World.LIMIT);
    }
  }

  private int run(Backends backends, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--kafka", backends.kafkaBootstrap()));
    if (args[0].equals("verify")) {
      all.addAll(List.of("--mongo", backends.mongoUri()));
    }
    return ProofCommand.run(all.toArray(String[]::new), out(), out());
  }

  private PrintWriter out() {
    return new PrintWriter(said, true);
  }
}
