package dev.gavel.gateway.hub;

import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import dev.gavel.model.RoomUpdate;
import io.helidon.webserver.http.HttpRouting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The floor over memory behind real sockets, and bids as fast as [StormComparison] says: each line
/// `RATE SECONDS` on standard input is a storm.
final class StormServer {
  private final FloorStage stage;

  private StormServer(int togetherMs) {
    stage =
        new FloorStage(
            LabelPolicy.FULL,
            new Settings.Limits(20_000, 20_000, 64, 1_000, 1_000, 1_000, 0),
            togetherMs);
  }

  private static final class OpenDoor implements Door {
    @Override
    public Entry enter(Handshake handshake) {
      return new Entry.Admitted(new Identity.Spectator("s"), List.of());
    }

    @Override
    public boolean continues(Identity identity, Handshake handshake) {
      return true;
    }
  }

  private int open() {
    SocketIoServer socketIo =
        new SocketIoServer(
            "storm",
            new OpenDoor(),
            Map.of("/", stage.events),
            EngineLimits.defaults(),
            Cors.none(),
            stage.meters);
    return new SocketServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Map.of("/socket.io/", socketIo.webSocket()),
            HttpRouting.builder(),
            SocketLimits.defaults(),
            stage.meters)
        .start()
        .port();
  }

  private void storm(int rate, int seconds) {
    long pauseNanos = TimeUnit.SECONDS.toNanos(1) / rate;
    long next = System.nanoTime();
    for (int i = 0; i < rate * seconds; i++, next += pauseNanos) {
      LockSupport.parkNanos(next - System.nanoTime());
      stage.publish(now(stage.house.bid(i % 2 == 0 ? "kim" : "park", 100_000 + 50_000L * i)));
    }
  }

  private static RoomUpdate now(RoomUpdate update) {
    return new RoomUpdate(
        update.room(),
        update.place(),
        update.sequence(),
        System.currentTimeMillis(),
        update.event(),
        update.standing(),
        update.receipt());
  }

  private String counted() {
    return "counted %.0f %.0f %.0f"
        .formatted(
            stage.meters.counter("gavel_fanout_deliveries_total").count(),
            stage.meters.counter("gavel.websocket.writes").count(),
            stage.meters.counter("gavel.websocket.out.bytes").count());
  }

  public static void main(String[] args) throws IOException {
    StormServer server = new StormServer(Integer.parseInt(args[0]));
    System.out.println("port " + server.open());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.equals("count")) {
        String[] storm = line.split(" ", -1);
        server.storm(Integer.parseInt(storm[0]), Integer.parseInt(storm[1]));
      }
      System.out.println(server.counted());
    }
  }
}
