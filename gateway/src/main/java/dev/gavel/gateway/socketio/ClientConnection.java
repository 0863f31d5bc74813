package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.engineio.EngineListener;
import dev.gavel.gateway.engineio.EngineSession;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.PeerEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The Socket.IO side of one session: reads packets and tells the namespaces. Its calls never
/// overlap.
final class ClientConnection implements EngineListener {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MESSAGE = "message";

  /// The client said that it leaves.
  private static final String LEFT = "client disconnect";

  private final SocketIoServer server;
  private final EngineSession session;
  private final Map<String, SocketPeer> peers = new HashMap<>(2);

  /// Binary messages that are still to come for a packet.
  private @Nullable Packet headed;

  private final List<byte[]> attachments = new ArrayList<>(0);

  /// Rings when no namespace has been joined in time, or when attachments do not come.
  private Future<?> alarm;

  ClientConnection(SocketIoServer server, EngineSession session) {
    this.server = server;
    this.session = session;
    this.alarm = expect("connect timeout");
  }

  private Future<?> expect(String otherwise) {
    return server.alarms().inMs(server.limits().connectTimeoutMs(), () -> session.close(otherwise));
  }

  private void fail() {
    session.close("parse error");
  }

  @Override
  public void text(String message) {
    Optional<Packet> packet = headed == null ? PacketParser.parse(message) : Optional.empty();
    if (packet.isEmpty()) {
      fail();
    } else if (packet.get().attachments() > 0) {
      headed = packet.get();
      rearm("attachments timeout");
    } else {
      handle(packet.get());
    }
  }

  @Override
  public void binary(byte[] message) {
    Packet waiting = headed;
    if (waiting == null) {
      fail();
      return;
    }
    attachments.add(message);
    if (attachments.size() < waiting.attachments()) {
      return;
    }
    headed = null;
    Optional<JsonNode> filled = Attachments.fill(waiting.data(), List.copyOf(attachments));
    attachments.clear();
    rest();
    filled.ifPresentOrElse(data -> handle(waiting.with(data)), this::fail);
  }

  private void rearm(String otherwise) {
    alarm.cancel(false);
    alarm = expect(otherwise);
  }

  /// Nothing is being waited for, unless no namespace is joined.
  private void rest() {
    if (peers.isEmpty()) {
      rearm("connect timeout");
    } else {
      alarm.cancel(false);
    }
  }

  private void handle(Packet packet) {
    SocketPeer peer = peers.get(packet.namespace());
    if (packet.type() == Packet.Type.CONNECT) {
      if (peer == null) {
        connect(packet);
      } else {
        fail();
      }
    } else if (peer == null) {
      fail();
    } else {
      handle(peer, packet);
    }
  }

  private void handle(SocketPeer peer, Packet packet) {
    switch (packet.type()) {
      case EVENT, BINARY_EVENT -> event(peer, packet);
      case ACK, BINARY_ACK ->
          peer.acks().answered(packet.ackId().orElseThrow(), elements(packet.data(), 0));
      case DISCONNECT -> {
        peers.remove(packet.namespace());
        gone(peer, LEFT);
        rest();
      }
      case CONNECT, CONNECT_ERROR -> fail();
    }
  }

  private void event(SocketPeer peer, Packet packet) {
    server.heard();
    peer.namespace()
        .events()
        .event(
            peer,
            packet.data().path(0).asText(),
            elements(packet.data(), 1),
            new OneAnswer(peer, packet.ackId()));
  }

  private static List<JsonNode> elements(JsonNode array, int from) {
    List<JsonNode> elements = new ArrayList<>(array.size());
    for (int i = from; i < array.size(); i++) {
      elements.add(array.get(i));
    }
    return List.copyOf(elements);
  }

  private void connect(Packet packet) {
    Optional<Namespace> namespace = server.namespace(packet.namespace());
    if (namespace.isEmpty()) {
      refuse(packet.namespace(), NODES.objectNode().put(MESSAGE, "Invalid namespace"));
      return;
    }
    if (session.identity() instanceof Identity.Refused(String code, String message, String _)) {
      refuse(packet.namespace(), reason(code, message));
      return;
    }
    JsonNode auth = packet.data().isObject() ? packet.data() : NODES.objectNode();
    SocketPeer peer = server.peer(session, namespace.get(), auth);
    switch (namespace.get().events().connecting(peer, auth)) {
      case PeerEvents.Welcome.Rejected(String code, String message) ->
          refuse(packet.namespace(), reason(code, message));
      case PeerEvents.Welcome.Accepted() -> {
        peers.put(packet.namespace(), peer);
        alarm.cancel(false);
        peer.letIn();
        namespace.get().events().connected(peer);
      }
    }
  }

  private static ObjectNode reason(String code, String message) {
    ObjectNode reason = NODES.objectNode().put(MESSAGE, message);
    reason.putObject("data").put("code", code);
    return reason;
  }

  /// Unlike an HTTP status, this reaches the client's code, and it does not try again for ever.
  private void refuse(String namespace, ObjectNode reason) {
    server.refused();
    session.send(new PacketWriter(namespace).connectError(reason), Optional.empty());
  }

  @Override
  public void closed(String cause) {
    alarm.cancel(false);
    List<SocketPeer> left = List.copyOf(peers.values());
    peers.clear();
    attachments.clear();
    left.forEach(peer -> gone(peer, cause));
  }

  private static void gone(SocketPeer peer, String cause) {
    peer.ended(cause.equals(LEFT));
    peer.namespace().events().gone(peer, cause);
  }
}
