package dev.gavel.gateway.socketio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.gateway.engineio.EngineSession;
import dev.gavel.gateway.engineio.Outgoing;
import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.recovery.Lifeline;
import dev.gavel.gateway.recovery.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One namespace of one connection. What is sent before the CONNECT reply waits for it: the Java
/// client mistakes earlier events.
final class SocketPeer implements Peer {
  /// Packets, beside what is told again to one that comes back.
  private static final int MAX_HELD = 256;

  private record Held(Outgoing messages, Optional<String> key) {}

  private final String id;
  private final EngineSession session;
  private final Namespace namespace;
  private final PendingAcks acks;
  private final List<Held> held = new ArrayList<>(0);
  private int heldPackets;
  private final Optional<Lifeline> lifeline;
  private final JsonNode auth;
  private volatile boolean in;
  private volatile boolean isKicked;

  /// @param acks answers that the client owes
  /// @param recovery where connections can be recovered
  /// @param auth the CONNECT packet's payload
  SocketPeer(
      EngineSession session,
      Namespace namespace,
      PendingAcks acks,
      Optional<Recovery> recovery,
      JsonNode auth) {
    this.id = SocketIoServer.newId();
    this.session = session;
    this.namespace = namespace;
    this.acks = acks;
    this.auth = auth;
    this.lifeline =
        session.identity() instanceof Identity.Known known
            ? recovery.map(
                kept -> new Lifeline(kept, known.userId(), () -> closeTransport("taken over")))
            : Optional.empty();
  }

  @Override
  public String id() {
    return lifeline.map(Lifeline::sid).orElse(id);
  }

  @Override
  public String connectionId() {
    return lifeline.map(Lifeline::holder).orElse(id);
  }

  @Override
  public Optional<Absence> absence() {
    Optional<String> pid = Optional.ofNullable(auth.path("pid").textValue());
    Optional<String> offset = Optional.ofNullable(auth.path("offset").textValue());
    return lifeline.flatMap(line -> pid.flatMap(brought -> line.takeUp(brought, offset)));
  }

  @Override
  public void beginAnew() {
    lifeline.ifPresent(Lifeline::beginAnew);
  }

  @Override
  public void wasShown(String room, long sequence) {
    lifeline.ifPresent(line -> line.wasShown(room, sequence));
  }

  @Override
  public void gotUp(String room) {
    lifeline.ifPresent(line -> line.gotUp(room));
  }

  @Override
  public Handshake handshake() {
    return session.handshake();
  }

  @Override
  public Identity identity() {
    return session.identity();
  }

  Namespace namespace() {
    return namespace;
  }

  PendingAcks acks() {
    return acks;
  }

  @Override
  public boolean emit(String event, List<JsonNode> arguments) {
    return emit(event, arguments, OptionalLong.empty());
  }

  private boolean emit(String event, List<JsonNode> arguments, OptionalLong ackId) {
    return marked(
        Optional.empty(),
        Optional.empty(),
        offset -> namespace.writer().event(event, PacketWriter.with(arguments, offset), ackId));
  }

  @Override
  public boolean send(Broadcast broadcast) {
    return marked(
        broadcast.mark(),
        broadcast.conflationKey(),
        offset -> namespace.encoded(broadcast, offset));
  }

  @Override
  public boolean send(BroadcastBatch batch) {
    if (lifeline.isEmpty()) {
      return push(namespace.encoded(batch, List.of()), batch.conflationKey());
    }
    Lifeline line = lifeline.get();
    synchronized (line) {
      List<String> offsets = batch.parts().stream().map(part -> line.mark(part.mark())).toList();
      return push(namespace.encoded(batch, offsets), batch.conflationKey());
    }
  }

  @Override
  public CompletableFuture<Optional<List<JsonNode>>> emitWithAck(
      String event, List<JsonNode> arguments, long timeoutMs) {
    return acks.ask(timeoutMs, ackId -> emit(event, arguments, ackId));
  }

  /// Answers the client's event.
  void answer(long ackId, List<JsonNode> arguments) {
    marked(
        Optional.empty(),
        Optional.empty(),
        offset -> namespace.writer().ack(ackId, PacketWriter.with(arguments, offset)));
  }

  /// Offsets and events are queued in one order.
  private boolean marked(
      Optional<Broadcast.Mark> mark,
      Optional<String> key,
      Function<Optional<String>, Outgoing> encode) {
    if (lifeline.isEmpty()) {
      return push(encode.apply(Optional.empty()), key);
    }
    Lifeline line = lifeline.get();
    synchronized (line) {
      return push(encode.apply(Optional.of(line.mark(mark))), key);
    }
  }

  private boolean push(Outgoing messages, Optional<String> conflationKey) {
    return in ? session.send(messages, conflationKey) : hold(new Held(messages, conflationKey));
  }

  private synchronized boolean hold(Held early) {
    if (in) {
      return session.send(early.messages, early.key);
    }
    int most = lifeline.isEmpty() ? MAX_HELD : MAX_HELD + Absence.MAX_REPLAYED;
    boolean room = heldPackets + early.messages.packets() <= most;
    if (room) {
      held.add(early);
      heldPackets += early.messages.packets();
    } else {
      session.abort("slow");
    }
    return room;
  }

  /// Sends the CONNECT reply and then what waited for it.
  void letIn() {
    lifeline.ifPresent(Lifeline::lives);
    begin(namespace.writer().connected(id(), lifeline.map(Lifeline::pid)));
  }

  private synchronized void begin(Outgoing connected) {
    session.send(connected, Optional.empty());
    held.forEach(early -> session.send(early.messages, early.key));
    held.clear();
    in = true;
  }

  @Override
  public void closeTransport(String reason) {
    session.abort(reason);
  }

  /// It is gone. Who left, or was sent away, is not waited for.
  void ended(boolean hasLeft) {
    acks.end();
    lifeline.ifPresent(line -> line.ended(hasLeft || isKicked));
  }

  @Override
  public void disconnect(String reason) {
    isKicked = true;
    push(namespace.writer().disconnect(), Optional.empty());
    session.close(reason);
  }
}
