package dev.gavel.gateway.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gavel.gateway.ring.RingFaults;
import dev.gavel.gateway.ring.SendRing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every [Outlet] owes its sources, on real sockets.
class OutletTest {
  private final List<Wire> wires = new ArrayList<>();

  static Stream<Arguments> seeds() {
    return Stream.of(Sending.values())
        .flatMap(way -> IntStream.range(0, 10).mapToObj(seed -> new Arguments(way, seed)));
  }

  record Arguments(Sending way, int seed) {}

  private Wire wire() throws IOException {
    wires.add(new Wire());
    return wires.getLast();
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
  }

  /// The real one; where the ring cannot be had the test is skipped and says so.
  private static Outlet outlet(Sending way) {
    return switch (way) {
      case ONE_BY_ONE -> new OneByOne("as set");
      case TOGETHER -> new Together(RingFaults.open());
    };
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySocketGetsItsOwnBytesInOrder(Arguments given) throws IOException {
    Random random = new Random(given.seed());
    for (int i = 0; i < 1 + random.nextInt(300); i++) {
      wire();
    }
    try (Outlet outlet = outlet(given.way())) {
      for (int round = 0; round < 4; round++) {
        for (Wire wire : wires) {
          wire.waits.add(Integer.toString(random.nextInt()).repeat(1 + random.nextInt(300)));
          outlet.send(wire);
        }
        outlet.finish();
        for (Wire wire : wires) {
          assertThat(wire.read()).isEqualTo(wire.all());
          assertThat(wire.told).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEntryLongerThanTheRoomGoesToo(Sending way) throws IOException {
    Wire wire = wire();
    wire.waits.add("x".repeat(SendRing.SEND_BYTES + 1));
    try (Outlet outlet = outlet(way)) {
      outlet.send(wire);
      outlet.finish();
    }
    assertThat(wire.read()).isEqualTo(wire.all());
  }

  @ParameterizedTest
  @EnumSource
  void aFullSocketTakesAPartAndTheRestLater(Sending way) throws IOException {
    Wire full = wire();
    Wire other = wire();
    try (Outlet outlet = outlet(way)) {
      while (full.rest().isEmpty()) {
        full.waits.add("0123456789".repeat(1_000));
        outlet.send(full);
        outlet.finish();
      }
      other.waits.add("not held up");
      outlet.send(full);
      outlet.send(other);
      outlet.finish();
      assertThat(other.read()).isEqualTo("not held up");
      full.read();
      for (int tries = 0; !full.rest().isEmpty() && tries < 1_000; tries++) {
        outlet.send(full);
        outlet.finish();
        full.read();
      }
      assertThat(full.read()).isEqualTo(full.all());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenSocketIsToldAndTheOthersGoOn(Sending way) throws IOException {
    Wire broken = wire();
    Wire other = wire();
    try (Outlet outlet = outlet(way)) {
      broken.reset();
      for (int tries = 0; broken.told.isEmpty() && tries < 1_000; tries++) {
        broken.waits.add("to nobody");
        outlet.send(broken);
        other.waits.add("to somebody");
        outlet.send(other);
        outlet.finish();
      }
      assertThat(broken.told).containsExactly("broken");
      assertThat(other.read()).isEqualTo(other.all());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBugEndsItsOwnSocketOnly(Sending way) throws IOException {
    Wire sick = wire();
    Wire other = wire();
    try (Outlet outlet = outlet(way)) {
      sick.isSick = true;
      sick.waits.add("bug");
      other.waits.add("fine");
      outlet.send(sick);
      outlet.send(other);
      outlet.finish();
    }
    assertThat(sick.told).containsExactly("failed");
    assertThat(other.read()).isEqualTo("fine");
    assertThat(other.told).isEmpty();
  }

  @Test
  void whenTheKernelRefusesTheRingItsSendsAreLostAndTheNextGoOneByOne() throws IOException {
    Wire lost = wire();
    Wire next = wire();
    try (Outlet outlet = outlet(Sending.TOGETHER)) {
      RingFaults.breakAll();
      lost.waits.add("unknown");
      outlet.send(lost);
      outlet.finish();
      assertThat(lost.told).as("comes back and catches up").containsExactly("broken");
      next.waits.add("arrives");
      outlet.send(next);
      outlet.finish();
      assertThat(next.read()).isEqualTo("arrives");
    }
  }

  @Test
  void bytesAreBytes() throws IOException {
    Wire wire = wire();
    wire.waits.add("\0\1\177");
    try (Outlet outlet = outlet(Sending.TOGETHER)) {
      outlet.send(wire);
      outlet.finish();
    }
    assertThat(wire.read().getBytes(US_ASCII)).containsExactly(0, 1, 127);
  }
}
