package dev.gavel.local.seed;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bids a little in the first rooms when they are new, so that a visitor sees something move. It
/// climbs a ladder of its own and reads nothing: when a visitor is ahead, its bid is refused like
/// anybody's.
final class HouseBidder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HouseBidder.class);

  private static final int BIDS = 24;
  private static final int AT_ONCE = 6;
  private static final long PAUSE_MS = 5_000;

  private final RoomLog log;
  private final List<Map.Entry<String, RoomTerms>> rooms;
  private final Map<String, Long> ladder = new TreeMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;

  private HouseBidder(RoomLog log, List<Map.Entry<String, RoomTerms>> rooms) {
    this.log = log;
    this.rooms = rooms;
    this.thread = Thread.ofVirtual().name("house bidder").unstarted(this::bidAll);
  }

  /// Starts bidding in `rooms` and owns `log` from here on.
  static HouseBidder start(RoomLog log, Map<String, RoomTerms> rooms) {
    HouseBidder house = new HouseBidder(log, List.copyOf(rooms.entrySet()));
    house.thread.start();
    return house;
  }

  private void bidAll() {
    try {
      for (int i = 0; i < BIDS && !rooms.isEmpty(); i++) {
        bid(i);
        if (i >= AT_ONCE && stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.info("the house bidder stops: {}", e.toString());
    }
  }

  private void bid(int number) {
    Map.Entry<String, RoomTerms> room = rooms.get(number % rooms.size());
    RoomTerms terms = room.getValue();
    long amount =
        ladder.merge(
            room.getKey(), terms.start(), (last, _) -> last + terms.increments().step(last));
    DemoUser bidder = DemoUser.house().get(number / rooms.size() % 2);
    var _ =
        log.append(
            new RoomCommand(
                room.getKey(),
                UUID.randomUUID().toString(),
                new Author(bidder.id(), Role.BIDDER),
                System.currentTimeMillis() + PAUSE_MS,
                new Wish.Bid(new Amount.Exact(amount))));
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }
}
