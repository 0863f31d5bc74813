package dev.gavel.gateway.presence;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

class MemoryPresenceTest extends PresenceContract {
  private final MemorySeats.Hall hall = new MemorySeats.Hall();

  @Override
  Seats seats(String gateway) {
    return new Mortal(new MemorySeats(hall, gateway, TIMES));
  }

  @Override
  void kill(Seats seats) {
    ((Mortal) seats).dead = true;
  }

  /// Does nothing any more once it is dead.
  private static final class Mortal implements Seats {
    private final Seats seats;
    private volatile boolean dead;

    Mortal(Seats seats) {
      this.seats = seats;
    }

    @Override
    public Optional<Change> sit(String room, String who) {
      return dead ? Optional.empty() : seats.sit(room, who);
    }

    @Override
    public Optional<Change> rise(String room, List<String> who) {
      return dead ? Optional.empty() : seats.rise(room, who);
    }

    @Override
    public Optional<Change> beat(String room, List<String> who) {
      return dead ? Optional.empty() : seats.beat(room, who);
    }

    @Override
    public void listen(Consumer<Change> heard) {
      seats.listen(heard);
    }

    @Override
    public void watch(String room) {
      seats.watch(room);
    }

    @Override
    public void unwatch(String room) {
      seats.unwatch(room);
    }

    @Override
    public void rewatch() {
      seats.rewatch();
    }

    @Override
    public void close() {
      seats.close();
    }
  }
}
