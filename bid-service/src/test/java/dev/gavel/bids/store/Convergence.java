package dev.gavel.bids.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.Away;
import dev.gavel.bids.work.Commands;
import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.Names;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bson.Document;

/// Workers that stop between any two writes, that go on while others have taken over, and that take
/// what they read in batches of any size: what is stored in the end is what one worker stores that
/// nothing disturbs. By seed, in one thread.
final class Convergence {
  static final List<String> COLLECTIONS =
      List.of(
          Names.ROOMS,
          Names.PAGES,
          Names.SHARES,
          Names.PADDLES,
          Names.BIDDERS,
          Names.LOTS,
          Names.CHECKPOINTS);

  private static final int STEPS = 400;
  private static final int MOST_WORKERS = 4;

  /// All documents of a collection by `_id`.
  interface Stored {
    Map<String, Document> of(String collection) throws Exception;
  }

  /// A worker and what it has decided and not stored yet.
  private final class Crashing {
    private final PartitionLog.Worker worker;
    private final Deque<List<Slice>> decided = new ArrayDeque<>();
    private int step;

    Crashing() throws Away {
      worker = log.worker(store);
    }

    void decide() throws Away {
      List<Slice> slices = new ArrayList<>();
      for (int parts = 1 + random.nextInt(3); parts > 0 && worker.behind(); parts--) {
        slices.addAll(worker.decide(1 + random.nextInt(40)));
      }
      if (!slices.isEmpty()) {
        decided.add(slices);
      }
    }

    void write() throws Away {
      if (decided.isEmpty()) {
        return;
      }
      List<Slice> slices = decided.getFirst();
      switch (step++) {
        case 0 -> store.storePages(slices);
        case 1 -> store.storeHeads(slices);
        default -> {
          worker.checkpoint(slices);
          decided.removeFirst();
          step = 0;
        }
      }
    }
  }

  private final long seed;
  private final Random random;
  private final ProjectionStore store;
  private final Stored stored;
  private final PartitionLog log = new PartitionLog(2);
  private final List<RoomCommand> sent = new ArrayList<>();
  private final List<Crashing> workers = new ArrayList<>();

  Convergence(long seed, ProjectionStore store, Stored stored) {
    this.seed = seed;
    this.random = new Random(seed);
    this.store = store;
    this.stored = stored;
  }

  void check() throws Exception {
    try {
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      log.worker(store).all(50);
      while (!workers.isEmpty()) {
        Crashing zombie = workers.get(random.nextInt(workers.size()));
        zombie.write();
        workers.removeIf(worker -> worker.decided.isEmpty());
      }
      MemoryProjectionStore undisturbed = new MemoryProjectionStore();
      log.worker(undisturbed).all(Integer.MAX_VALUE / 2);
      for (String collection : COLLECTIONS) {
        assertThat(stored.of(collection)).as(collection).isEqualTo(undisturbed.stored(collection));
      }
    } catch (RuntimeException | AssertionError failed) {
      throw new AssertionError("seed " + seed, failed);
    }
  }

  private void step() throws Away {
    if (workers.isEmpty() || (workers.size() < MOST_WORKERS && random.nextInt(20) == 0)) {
      workers.add(new Crashing());
    }
    Crashing worker = workers.get(random.nextInt(workers.size()));
    switch (random.nextInt(10)) {
      case 0 -> {
        if (random.nextInt(3) == 0) {
          workers.remove(worker);
        }
      }
      case 1, 2, 3 -> {
        for (int i = random.nextInt(20); i > 0; i--) {
          append();
        }
      }
      case 4, 5 -> worker.decide();
      default -> worker.write();
    }
  }

  private void append() {
    RoomCommand command =
        !sent.isEmpty() && random.nextInt(8) == 0
            ? sent.get(random.nextInt(sent.size()))
            : command("r" + random.nextInt(4), "c" + sent.size());
    sent.add(command);
    log.append(command);
  }

  private RoomCommand command(String room, String id) {
    String bidder = "b" + random.nextInt(60);
    Amount amount = new Amount.Exact(100_000 + 50_000L * random.nextInt(4_000));
    return switch (random.nextInt(40)) {
      case 0, 1 -> Commands.open(room, 0, log.nowMs() + 500);
      case 2 -> Commands.staff(room, id, new Wish.Reopen(log.nowMs() + 500, "again"));
      case 3 -> Commands.staff(room, id, new Wish.Tick());
      case 4, 5 -> Commands.staff(room, id, new Wish.Approve(bidder));
      case 6 -> Commands.staff(room, id, new Wish.Limit(bidder, amount));
      case 7 -> Commands.staff(room, id, new Wish.Block(bidder, "why"));
      case 8 -> Commands.staff(room, id, new Wish.Unblock(bidder));
      case 9, 10 -> Commands.staff(room, id, new Wish.VoidBid(1 + random.nextInt(20), "why"));
      case 11 -> Commands.staff(room, id, new Wish.Reinstate(1 + random.nextInt(20), "why"));
      case 12, 13, 14, 15, 16, 17, 18, 19 ->
          new RoomCommand(
              room,
              id,
              new Author(bidder, Role.BIDDER),
              RoomCommand.NO_DEADLINE,
              new Wish.Maximum(amount));
      default -> Commands.bid(room, bidder, id, amount.minor());
    };
  }
}
