package dev.gavel.local.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// All seats of a run: how they are taken, cut and taken again.
final class Crowd {
  /// Seats that may be on their way in at once, unless a stampede is wanted.
  private static final int AT_ONCE = 64;

  /// How long all of them may take to come in, and to settle.
  static final long SEAT_LIMIT_S = 60;

  private static final long CUT_SPREAD_NANOS = 1_000_000_000L;

  private final List<Loop> loops;
  private final List<Integer> ports;
  private final LoadPlan.Tongue tongue;
  private final Speech socketIo = new SocketIoSpeech();
  private final Speech plain = new PlainSpeech();
  private final Semaphore entering = new Semaphore(AT_ONCE);
  private final List<Seat> seats = new ArrayList<>();

  Crowd(List<Loop> loops, List<Integer> ports, LoadPlan.Tongue tongue) {
    this.loops = loops;
    this.ports = ports;
    this.tongue = tongue;
  }

  /// To be told whenever a seat is taken or lost.
  void settled() {
    entering.release();
  }

  void add(Seat seat) {
    seats.add(seat);
  }

  List<Seat> seats() {
    return seats;
  }

  private void open(int number, int port, long since) {
    Loop loop = loops.get(number % loops.size());
    Speech speech =
        switch (tongue) {
          case SOCKETIO -> socketIo;
          case PLAIN -> plain;
          // Not in step with the gateways' turn.
          case BOTH -> number / ports.size() % 2 == 0 ? socketIo : plain;
        };
    loop.later(() -> seats.get(number).open(loop, port, speech, since));
  }

  private int portOf(int number) {
    return ports.get(number % ports.size());
  }

  /// Takes all seats, a few at a time.
  void enter() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SEAT_LIMIT_S);
    for (int i = 0; i < seats.size(); i++) {
      if (!entering.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        break;
      }
      open(i, portOf(i), System.nanoTime());
    }
    awaitSeated(end);
  }

  /// Takes all seats within a time, each when it is due, whatever became of those before.
  void stampede(long withinNanos) throws InterruptedException {
    long began = System.nanoTime();
    for (int i = 0; i < seats.size(); i++) {
      long due = began + withinNanos * i / seats.size();
      LockSupport.parkNanos(due - System.nanoTime());
      open(i, portOf(i), due);
    }
    awaitSeated(began + TimeUnit.SECONDS.toNanos(SEAT_LIMIT_S));
  }

  /// Cuts everybody on the first gateway, and brings them back on the next within a second.
  void cutFirstGateway() throws InterruptedException {
    long began = System.nanoTime();
    List<Integer> gone = new ArrayList<>();
    for (int i = 0; i < seats.size(); i += ports.size()) {
      Seat seat = seats.get(i);
      loops.get(i % loops.size()).later(seat::cut);
      gone.add(i);
    }
    for (int n = 0; n < gone.size(); n++) {
      LockSupport.parkNanos(began + CUT_SPREAD_NANOS * n / gone.size() - System.nanoTime());
      open(gone.get(n), portOf(1), began);
    }
    awaitSeated(began + TimeUnit.SECONDS.toNanos(SEAT_LIMIT_S));
  }

  /// Makes every `step`th seat from `first` on stop reading.
  void stopReading(int first, int step) {
    for (int i = first; i < seats.size(); i += step) {
      loops.get(i % loops.size()).later(seats.get(i)::stopReading);
    }
  }

  private void awaitSeated(long endNanos) throws InterruptedException {
    while (seated() < seats.size() && System.nanoTime() < endNanos) {
      Thread.sleep(20);
    }
  }

  int seated() {
    return (int) seats.stream().filter(Seat::seated).count();
  }

  /// How many sit but have not heard the newest fact of their room.
  int behind() {
    return (int) seats.stream().filter(Seat::behind).count();
  }
}
