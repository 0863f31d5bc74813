package dev.gavel.gateway.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gavel.gateway.LabelPolicy;
import dev.gavel.gateway.Settings;
import dev.gavel.gateway.bids.CommandMeters;
import dev.gavel.gateway.bids.Commands;
import dev.gavel.gateway.bids.Outcome;
import dev.gavel.gateway.peer.Identity;
import dev.gavel.gateway.peer.Peer;
import dev.gavel.gateway.peer.PeerEvents;
import dev.gavel.gateway.people.People;
import dev.gavel.gateway.people.Person;
import dev.gavel.gateway.results.Feed;
import dev.gavel.gateway.results.Past;
import dev.gavel.gateway.results.Refill;
import dev.gavel.gateway.results.Said;
import dev.gavel.gateway.results.StoredUpdates;
import dev.gavel.gateway.results.TalkStore;
import dev.gavel.gateway.store.MemoryRoomStore;
import dev.gavel.gateway.words.ViewerJson;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomUpdate;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;

/// The floor over memory: one room, people, and a log whose answers a test decides.
final class FloorStage implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  final MemoryRoomStore store = new MemoryRoomStore();
  final House house = new House(store);
  final Map<String, Person> users = new ConcurrentHashMap<>();
  final AtomicInteger userReads = new AtomicInteger();

  /// Reads of users in a room's turn: there must be none.
  final AtomicInteger userReadsInTurn = new AtomicInteger();

  /// The register answers when this is open.
  final AtomicReference<CountDownLatch> register = new AtomicReference<>(new CountDownLatch(0));

  final Set<String> followed = ConcurrentHashMap.newKeySet();
  final Queue<RoomCommand> sent = new ConcurrentLinkedQueue<>();
  final AtomicReference<Function<RoomCommand, CompletableFuture<Outcome>>> log =
      new AtomicReference<>(_ -> CompletableFuture.completedFuture(new Outcome.Unavailable()));
  final AtomicReference<Past> window = new AtomicReference<>(_ -> Optional.empty());
  final AtomicReference<Past> topic = new AtomicReference<>(_ -> Optional.empty());
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Queue<Said> kept = new ConcurrentLinkedQueue<>();
  final Map<String, Set<String>> present = new ConcurrentHashMap<>();
  final TalkStore talk =
      new TalkStore() {
        @Override
        public void keep(Said said) {
          kept.add(said);
        }

        @Override
        public List<Said> newest(String room, int most) {
          List<Said> all = List.copyOf(kept);
          return all.subList(Math.max(0, all.size() - most), all.size());
        }
      };
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  final Tabs tabs;
  final Floor floor;
  final AuctionFloor events;

  FloorStage() {
    this(LabelPolicy.FULL, new Settings.Limits(1_000, 3, 3, 1_000, 1_000, 1_000, 250));
  }

  FloorStage(LabelPolicy labels, Settings.Limits limits) {
    this(labels, limits, 40);
  }

  /// @param togetherMs longest pause between two broadcasts
  FloorStage(LabelPolicy labels, Settings.Limits limits, int togetherMs) {
    for (String user : List.of("kim", "lee", "park")) {
      users.put(
          user,
          new Person(
              user, user + "@gavel.example", user.toUpperCase(java.util.Locale.ROOT), "bidder"));
    }
    tabs = new Tabs(limits.maxSocketsPerUser(), limits.bidsPerSecond(), System::nanoTime);
    People people = people(labels);
    SequencedMap<String, Past> pasts = new LinkedHashMap<>();
    pasts.put("window", last -> window.get().after(last));
    pasts.put("document", new StoredUpdates(store));
    pasts.put("topic", last -> topic.get().after(last));
    Commands commands =
        command -> {
          sent.add(command);
          return log.get().apply(command);
        };
    floor =
        Floor.of(
            new Floor.Reading(store, people, new Refill(pasts, meters), new ViewerJson(), talk),
            new Floor.Ways(feed(), commands, new CommandMeters(meters), _ -> false),
            tabs,
            meters,
            new Floor.Timing(System::currentTimeMillis, RoomScheduler.on(timer), togetherMs));
    events = new AuctionFloor(floor, new Counted(), limits);
  }

  private People people(LabelPolicy labels) {
    return new People(
        ids -> {
          userReads.incrementAndGet();
          if (Thread.currentThread().getName().equals("room")) {
            userReadsInTurn.incrementAndGet();
          }
          awaitRegister();
          Map<String, Person> found = new HashMap<>(users);
          found.keySet().retainAll(ids);
          return found;
        },
        labels,
        System::currentTimeMillis);
  }

  private void awaitRegister() {
    try {
      register.get().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Feed feed() {
    return new Feed() {
      @Override
      public CompletableFuture<Void> follow(String room) {
        followed.add(room);
        return CompletableFuture.completedFuture(null);
      }

      @Override
      public void leave(String room) {
        followed.remove(room);
      }

      @Override
      public boolean listening() {
        return true;
      }
    };
  }

  /// The room has been open here for a while, with this many bids: sequence 1 opens it.
  static FloorStage running(int bids) throws Exception {
    FloorStage stage = new FloorStage();
    FakePeer lee = stage.seat(FakePeer.of("lee"));
    for (int i = 0; i < bids; i++) {
      stage.publish(stage.house.bid(i % 2 == 0 ? "kim" : "park", 100_000 + 50_000L * i));
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> lee.sequences().size() == bids);
    return stage;
  }

  /// Comes in; fails the test when turned away.
  FakePeer enter(FakePeer peer) {
    PeerEvents.Welcome welcome = connect(peer);
    if (!(welcome instanceof PeerEvents.Welcome.Accepted)) {
      throw new AssertionError(welcome);
    }
    events.connected(peer);
    return peer;
  }

  PeerEvents.Welcome connect(FakePeer peer) {
    return events.connecting(peer, JSON.createObjectNode());
  }

  /// Comes in and sits in the room.
  FakePeer seat(FakePeer peer) throws Exception {
    enter(peer);
    ask(peer, "join", "{'roomId':'room-1'}");
    return peer;
  }

  /// Sends an event and waits for its acknowledgement. Single quotes stand for double ones.
  JsonNode ask(Peer peer, String event, String body) throws Exception {
    FakePeer.Asked asked = new FakePeer.Asked();
    events.event(peer, event, List.of(json(body)), asked);
    return asked.get(10, TimeUnit.SECONDS);
  }

  void tell(Peer peer, String event, String body) {
    events.event(peer, event, List.of(json(body)), FakePeer.NONE);
  }

  static JsonNode json(String body) {
    try {
      return JSON.readTree(body.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(body, e);
    }
  }

  /// Redis tells of an update.
  void publish(RoomUpdate update) {
    floor.hub().update(update);
  }

  @Override
  public void close() {
    floor.close();
    timer.shutdownNow();
  }

  /// Counts who sits where, by user.
  private final class Counted implements Company {
    @Override
    public void opened(Peer peer) {}

    @Override
    public void sat(String room, Peer peer) {
      present.computeIfAbsent(room, _ -> ConcurrentHashMap.newKeySet()).add(user(peer));
    }

    private static String user(Peer peer) {
      return peer.identity() instanceof Identity.Known known ? known.userId() : "~" + peer.id();
    }

    @Override
    public dev.gavel.gateway.presence.People people(String room) {
      Set<String> there = present.getOrDefault(room, Set.of());
      return new dev.gavel.gateway.presence.People(
          there.size(), there.stream().filter(who -> !who.startsWith("~")).limit(50).toList());
    }

    @Override
    public void rose(String room, Peer peer) {}

    @Override
    public void gone(Peer peer) {}
  }
}
