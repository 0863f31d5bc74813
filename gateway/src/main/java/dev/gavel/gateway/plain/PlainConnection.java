package dev.gavel.gateway.plain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.websocket.WebSocketConnection;
import dev.gavel.gateway.websocket.WebSocketListener;
import dev.gavel.gateway.words.Complaint;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client that speaks the plain protocol.
final class PlainConnection implements WebSocketListener, Peer {
  private static final Logger LOG = LoggerFactory.getLogger(PlainConnection.class);

  private final String id;
  private final Handshake handshake;
  private final Identity identity;
  private final PlainEndpoint home;
  private final FrameRate frames;
  private final FrameRate unreadable;

  /// Set once, before anybody else knows this peer.
  private volatile @Nullable WebSocketConnection wire;

  /// Whether the auction has taken this peer, and so is owed its end.
  private boolean accepted;

  PlainConnection(String id, Handshake handshake, Identity identity, PlainEndpoint home) {
    this.id = id;
    this.handshake = handshake;
    this.identity = identity;
    this.home = home;
    long now = System.nanoTime();
    this.frames = new FrameRate(home.limits().framesPerSecond(), 1_000, now);
    this.unreadable = new FrameRate(home.limits().unreadablePerMinute(), 60_000, now);
  }

  @Override
  public void opened(WebSocketConnection connection) {
    wire = connection;
    if (identity instanceof Identity.Refused refused) {
      refuse(refused.code());
      return;
    }
    guarded(this::comeIn);
  }

  private void comeIn() {
    switch (home.events().connecting(this, JsonNodeFactory.instance.objectNode())) {
      case PeerEvents.Welcome.Rejected rejected -> refuse(rejected.code());
      case PeerEvents.Welcome.Accepted _ -> {
        accepted = true;
        home.meters().connected("accepted");
        emit("connected", List.of(greeting()));
        home.came(this);
        home.events().connected(this);
      }
    }
  }

  private ObjectNode greeting() {
    ObjectNode greeting = JsonNodeFactory.instance.objectNode();
    if (identity instanceof Identity.Known known) {
      greeting.put("user", known.userId()).put("role", known.role());
      greeting.put("expiresAtMs", known.expiresAtMs());
    }
    return greeting
        .put("session", identity.sessionId())
        .put("serverTimeMs", System.currentTimeMillis());
  }

  private void refuse(String code) {
    home.meters().connected(code);
    end(PlainClose.refusal(code), code);
  }

  @Override
  public void text(String message) {
    if (!frames.allows(System.nanoTime())) {
      end(PlainClose.TOO_MANY, Complaint.RATE_LIMITED.name());
      return;
    }
    switch (home.frames().read(message)) {
      case PlainFrames.Incoming.Event event -> guarded(() -> heard(event));
      case PlainFrames.Incoming.Unreadable() -> unreadable();
    }
  }

  private void heard(PlainFrames.Incoming.Event event) {
    PeerEvents.Ack ack = event.id().<PeerEvents.Ack>map(Answer::new).orElse(NoAnswer.INSTANCE);
    if (event.name().equals("time")) {
      ack.answer(List.of(now()));
    } else if (accepted) {
      home.events().event(this, event.name(), List.of(event.data()), ack);
    }
  }

  private static ObjectNode now() {
    return JsonNodeFactory.instance.objectNode().put("serverTimeMs", System.currentTimeMillis());
  }

  private void unreadable() {
    home.meters().unreadable();
    if (unreadable.allows(System.nanoTime())) {
      emit("error", List.of(Complaint.FORM_INVALID.json()));
    } else {
      end(PlainClose.UNREADABLE, Complaint.FORM_INVALID.name());
    }
  }

  /// Binary frames mean nothing here.
  @Override
  public void binary(byte[] message) {
    if (frames.allows(System.nanoTime())) {
      unreadable();
    } else {
      end(PlainClose.TOO_MANY, Complaint.RATE_LIMITED.name());
    }
  }

  @Override
  public void gone(String cause) {
    home.went(this);
    if (accepted) {
      home.events().gone(this, cause);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Handshake handshake() {
    return handshake;
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public boolean emit(String event, List<JsonNode> arguments) {
    return wire().sendEncoded(PlainFrames.event(event, arguments), Optional.empty());
  }

  @Override
  public boolean send(Broadcast broadcast) {
    byte[] frame = broadcast.encodedFor(PlainFrames.FORMAT, home::encode);
    return wire().sendEncoded(frame, broadcast.conflationKey());
  }

  @Override
  public boolean send(BroadcastBatch batch) {
    byte[] frames = batch.encodedFor(PlainFrames.FORMAT, home::encode);
    return wire().sendEncoded(frames, batch.parts().size(), batch.conflationKey());
  }

  @Override
  public void closeTransport(String reason) {
    end(PlainClose.transport(reason), reason);
  }

  @Override
  public void disconnect(String reason) {
    end(PlainClose.forGood(reason), reason);
  }

  private void end(PlainClose close, String reason) {
    home.meters().closed(close);
    if (close == PlainClose.SLOW) {
      // A Close frame would wait behind what is not being read.
      wire().hardClose("slow");
    } else {
      wire().close(close.code(), reason);
    }
  }

  private WebSocketConnection wire() {
    return Objects.requireNonNull(wire, "opened comes first");
  }

  /// The auction must not throw; if it does, that is our bug and this client's end only.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.error("an event was not handled", e);
      end(PlainClose.COME_BACK, "INTERNAL");
    }
  }

  /// Answers one request, once.
  private final class Answer implements PeerEvents.Ack {
    private final String requestId;
    private final AtomicBoolean answered = new AtomicBoolean();

    Answer(String requestId) {
      this.requestId = requestId;
    }

    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public void answer(List<JsonNode> arguments) {
      if (answered.compareAndSet(false, true)) {
        var _ = wire().sendEncoded(PlainFrames.ack(requestId, arguments), Optional.empty());
      }
    }
  }

  private enum NoAnswer implements PeerEvents.Ack {
    INSTANCE;

    @Override
    public boolean wanted() {
      return false;
    }

    @Override
    public void answer(List<JsonNode> arguments) {}
  }
}
