package dev.gavel.local.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.gavel.gateway.engineio.Cors;
import dev.gavel.gateway.engineio.EngineLimits;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.Door;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.socketio.SocketIoServer;
import dev.gavel.gateway.websocket.SocketLimits;
import dev.gavel.gateway.websocket.SocketServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The gateway's sockets without auctions: one `go` of a client is told to all.
final class FanoutServer implements PeerEvents {
  private static final String TEXT = "x".repeat(150);

  /// In the order in which they came, as the rooms of the gateway keep their members and as
  /// socket.io keeps its sockets: neighbours lie near one another in the kernel's memory too.
  private final Set<Peer> peers = new LinkedHashSet<>();

  private final AtomicInteger sequence = new AtomicInteger(1_000_000);

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

  /// The crowd answers no pings.
  private static EngineLimits patient() {
    EngineLimits usual = EngineLimits.defaults();
    return new EngineLimits(
        3_600_000,
        usual.pingTimeoutMs(),
        usual.upgradeTimeoutMs(),
        usual.connectTimeoutMs(),
        usual.maxPayloadBytes(),
        usual.maxPacketsPerPayload(),
        usual.maxSessions(),
        usual.pollBuffer());
  }

  private static SocketLimits patientSockets() {
    SocketLimits usual = SocketLimits.defaults();
    SocketLimits.Deadlines deadlines = usual.deadlines();
    return new SocketLimits(
        usual.maxConnections(),
        usual.maxConnectionsPerAddress(),
        usual.maxMessageBytes(),
        usual.maxFragments(),
        usual.maxControlFramesPerSecond(),
        usual.requests(),
        usual.mailbox(),
        new SocketLimits.Deadlines(
            deadlines.requestHeadMs(),
            deadlines.requestMs(),
            deadlines.keepAliveMs(),
            deadlines.messageMs(),
            deadlines.writeMs(),
            deadlines.closeMs(),
            deadlines.lingerMs(),
            3_600_000));
  }

  @Override
  public Welcome connecting(Peer peer, JsonNode auth) {
    return new Welcome.Accepted();
  }

  @Override
  public void connected(Peer peer) {
    synchronized (peers) {
      peers.add(peer);
    }
  }

  @Override
  public void event(Peer peer, String event, List<JsonNode> arguments, Ack ack) {
    Broadcast told =
        Broadcast.of("bid", TextNode.valueOf(TEXT), IntNode.valueOf(sequence.getAndIncrement()));
    synchronized (peers) {
      peers.forEach(one -> one.send(told));
    }
  }

  @Override
  public void gone(Peer peer, String cause) {
    synchronized (peers) {
      peers.remove(peer);
    }
  }

  public static void main(String[] args) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    SocketIoServer socketIo =
        new SocketIoServer(
            "compare",
            new OpenDoor(),
            Map.of("/", new FanoutServer()),
            patient(),
            Cors.none(),
            meters);
    SocketServer server =
        new SocketServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Map.of("/socket.io/", socketIo.webSocket()),
                HttpRouting.builder(),
                patientSockets(),
                meters)
            .start();
    System.out.println("port " + server.port());
  }
}
