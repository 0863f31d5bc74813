package dev.gavel.gateway.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.gateway.peer.Absence;
import dev.gavel.gateway.peer.Broadcast;
import dev.gavel.gateway.peer.BroadcastBatch;
import dev.gavel.gateway.peer.Handshake;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that remembers what it is told, in order.
final class FakePeer implements Peer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Stands for a protocol's frame format.
  private static final Object FORMAT = new Object();

  /// What arrived.
  record Told(String event, List<JsonNode> arguments) {
    /// As a client reads it: what is written out already is no tree before that.
    JsonNode last() {
      return read(arguments.getLast());
    }
  }

  static final AtomicInteger ENCODED = new AtomicInteger();
  private static final AtomicInteger IDS = new AtomicInteger();

  final List<Told> told = new CopyOnWriteArrayList<>();

  /// Entries that its outbound queue was offered by broadcasts.
  final AtomicInteger offers = new AtomicInteger();

  private final String id = "peer-" + IDS.incrementAndGet();
  private final Identity identity;
  private final Handshake handshake;
  volatile Optional<String> ended = Optional.empty();

  /// What it comes back with.
  volatile Optional<Absence> absence = Optional.empty();

  volatile boolean isNew;

  /// Remembers nothing: there are too many of it.
  private boolean isOneOfMany;

  FakePeer(Identity identity, Map<String, List<String>> query) {
    this.identity = identity;
    this.handshake = new Handshake("/socket.io/", query, Map.of(), Map.of(), "127.0.0.1", 0);
  }

  static FakePeer of(String user) {
    return new FakePeer(known(user, "bidder"), Map.of());
  }

  static FakePeer staff(String user) {
    return new FakePeer(known(user, "staff"), Map.of());
  }

  static FakePeer spectator() {
    return new FakePeer(new Identity.Spectator("s"), Map.of());
  }

  static FakePeer oneOfMany() {
    FakePeer peer = spectator();
    peer.isOneOfMany = true;
    return peer;
  }

  static Identity known(String user, String role) {
    return new Identity.Known(user, role, "session-of-" + user, Long.MAX_VALUE);
  }

  private static JsonNode read(JsonNode written) {
    try {
      return JSON.readTree(written.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(written.toString(), e);
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public Optional<Absence> absence() {
    return absence;
  }

  @Override
  public void beginAnew() {
    isNew = true;
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
    return told.add(new Told(event, arguments));
  }

  @Override
  public boolean send(Broadcast broadcast) {
    offers.incrementAndGet();
    return take(broadcast);
  }

  @Override
  public boolean send(BroadcastBatch batch) {
    offers.incrementAndGet();
    batch.parts().forEach(this::take);
    return true;
  }

  private boolean take(Broadcast broadcast) {
    Told same =
        broadcast.encodedFor(
            FORMAT,
            once -> {
              ENCODED.incrementAndGet();
              return new Told(once.event(), once.arguments());
            });
    return isOneOfMany || told.add(same);
  }

  @Override
  public void closeTransport(String reason) {
    ended = Optional.of(reason);
  }

  @Override
  public void disconnect(String reason) {
    ended = Optional.of("for good: " + reason);
  }

  /// What was told under a name.
  List<JsonNode> heard(String event) {
    return told.stream().filter(one -> one.event().equals(event)).map(Told::last).toList();
  }

  /// The sequences of the numbered updates, as they came.
  List<Long> sequences() {
    return told.stream()
        .map(one -> one.arguments().getLast())
        .filter(last -> last.has("sequence") && last.has("event"))
        .map(last -> last.path("sequence").asLong())
        .toList();
  }

  /// An acknowledgement that can be waited for.
  static final class Asked extends CompletableFuture<JsonNode> implements PeerEvents.Ack {
    @Override
    public boolean wanted() {
      return true;
    }

    @Override
    public void answer(List<JsonNode> arguments) {
      complete(read(arguments.getFirst()));
    }
  }

  /// A client that wants no answer.
  static final PeerEvents.Ack NONE =
      new PeerEvents.Ack() {
        @Override
        public boolean wanted() {
          return false;
        }

        @Override
        public void answer(List<JsonNode> arguments) {}
      };
}
