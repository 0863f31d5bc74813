package dev.gavel.local.seed;

import dev.gavel.model.Author;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.RoomTerms;
import dev.gavel.model.Wish;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.bson.Document;
import org.bson.types.ObjectId;

/// Fills a system with the demo. A folder that was filled before keeps its rooms as long as one of
/// the programme's timed rooms still runs; after that the next start opens a new programme.
public final class Demo implements AutoCloseable {
  /// How long a worker may take to write the first rooms.
  private static final Duration ROOMS_LIMIT = Duration.ofSeconds(60);

  private static final long LOOK_AGAIN_MS = 50;

  /// Rooms that the house bids in.
  private static final int HOUSE_ROOMS = 3;

  private final Documents documents;
  private final RoomLog log;
  private final String staff;
  private final Map<String, RoomTerms> opened = new LinkedHashMap<>();

  public Demo(String kafka, String mongo) {
    documents = new Documents(mongo);
    log = new RoomLog(kafka);
    staff = DemoUser.list(1).getFirst().id();
  }

  /// Writes people and items.
  ///
  /// @param rooms how many numbered lots, for as many further rooms
  /// @return the ids of all items
  public List<String> people(List<DemoUser> users, int rooms) throws IOException {
    documents.people(users, DemoUser.house());
    List<DemoItem> items = new ArrayList<>(DemoItem.named());
    items.addAll(DemoItem.numbered(rooms));
    documents.items(items);
    return items.stream().map(DemoItem::id).toList();
  }

  /// Opens the rooms that are missing and waits until a worker has written them.
  ///
  /// @param before the rooms of the last start, when there was one
  /// @param further how many further rooms, open for hours
  public List<SeededRoom> rooms(List<SeededRoom> before, int further, long nowMs)
      throws IOException, InterruptedException {
    Set<String> alive = alive(before, nowMs);
    List<SeededRoom> kept = new ArrayList<>();
    List<DemoRoom> wanted = new ArrayList<>(DemoRoom.programme(DemoItem.named()));
    Set<String> programme = wanted.stream().map(r -> r.item().id()).collect(Collectors.toSet());
    boolean running =
        before.stream()
            .anyMatch(r -> r.timed() && programme.contains(r.item()) && alive.contains(r.id()));
    for (SeededRoom room : before) {
      if (alive.contains(room.id()) || (running && programme.contains(room.item()))) {
        kept.add(room);
      }
    }
    DemoItem.numbered(further).forEach(item -> wanted.add(DemoRoom.forHours(item)));
    Set<String> have = kept.stream().map(SeededRoom::item).collect(Collectors.toSet());
    wanted.removeIf(room -> have.contains(room.item().id()));
    kept.addAll(open(wanted, nowMs));
    awaitRooms(opened.keySet());
    return List.copyOf(kept);
  }

  /// Opens the programme and `further` rooms, unless a room of any kind is open there.
  ///
  /// @return how many were opened
  public int roomsWhereNoneIs(int further, long nowMs) throws IOException, InterruptedException {
    return documents.anyOpen(nowMs) ? 0 : rooms(List.of(), further, nowMs).size();
  }

  private Set<String> alive(List<SeededRoom> before, long nowMs) {
    Set<String> alive = new HashSet<>();
    for (Document room : documents.rooms(before.stream().map(SeededRoom::id).toList())) {
      Document standing = room.get("standing", new Document());
      Number endsAtMs = standing.get("endsAtMs", (Number) Long.MAX_VALUE);
      if (!"CLOSED".equals(standing.getString("phase")) && endsAtMs.longValue() > nowMs) {
        alive.add(room.getString("_id"));
      }
    }
    return alive;
  }

  /// Opens one more room for each of the terms, for a load run, and waits until they are written.
  public List<SeededRoom> further(List<RoomTerms> terms) throws IOException, InterruptedException {
    List<SeededRoom> rooms = append(terms);
    awaitRooms(opened.keySet());
    return rooms;
  }

  private List<SeededRoom> open(Collection<DemoRoom> rooms, long nowMs) throws IOException {
    return append(rooms.stream().map(room -> room.terms(nowMs)).toList());
  }

  private List<SeededRoom> append(List<RoomTerms> all) throws IOException {
    List<SeededRoom> seeded = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (RoomTerms terms : all) {
      String id = new ObjectId().toHexString();
      sent.add(
          log.append(
              new RoomCommand(
                  id,
                  "open",
                  new Author(staff, Role.STAFF),
                  RoomCommand.NO_DEADLINE,
                  new Wish.Open(terms))));
      opened.put(id, terms);
      seeded.add(SeededRoom.of(id, terms));
    }
    for (Future<RecordMetadata> one : sent) {
      RoomLog.await(one);
    }
    return seeded;
  }

  private void awaitRooms(Set<String> rooms) throws IOException, InterruptedException {
    long end = System.nanoTime() + ROOMS_LIMIT.toNanos();
    while (documents.countRooms() < rooms.size() || documents.rooms(rooms).size() < rooms.size()) {
      if (System.nanoTime() > end) {
        throw new IOException("no worker wrote the rooms within " + ROOMS_LIMIT);
      }
      Thread.sleep(LOOK_AGAIN_MS);
    }
  }

  /// Lets the house bid in the first of the rooms that this start opened, until it is closed.
  public AutoCloseable house() {
    Map<String, RoomTerms> first = new LinkedHashMap<>();
    opened.entrySet().stream()
        .limit(HOUSE_ROOMS)
        .forEach(room -> first.put(room.getKey(), room.getValue()));
    return HouseBidder.start(log, first);
  }

  @Override
  public void close() {
    log.close();
    documents.close();
  }
}
