package dev.gavel.bids.verify;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.store.ProjectionDocuments;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/// What a worker would have left of some sales in one partition, to be tampered with.
final class MemoryEvidence implements LogEvidence, ViewEvidence {
  static final String TOPIC_ID = "topic-1";
  private static final DecisionCodec CODEC = new DecisionCodec();

  final List<LoggedRecord> commands = new ArrayList<>();
  final List<LoggedRecord> results = new ArrayList<>();
  final Map<String, Document> rooms = new HashMap<>();
  final Map<String, Document> bids = new LinkedHashMap<>();
  long next;

  /// Everything of these sales is decided and stored.
  static MemoryEvidence of(List<List<LogEntry>> sales) {
    MemoryEvidence evidence = new MemoryEvidence();
    ProjectionDocuments documents = new ProjectionDocuments();
    Map<String, ProvedRoom> proved = new HashMap<>();
    List<LogEntry> log = new ArrayList<>();
    sales.forEach(log::addAll);
    log.sort(Comparator.comparingLong(entry -> entry.place().offset()));
    for (LogEntry entry : log) {
      String name = entry.command().room();
      ProvedRoom room =
          proved.computeIfAbsent(name, _ -> new ProvedRoom(name, entry.place().offset()));
      Decision decision = room.decide(entry);
      evidence.commands.add(command(entry));
      evidence.results.add(result(decision));
      Document bid =
          documents.bid(
              new Decided(entry.command(), decision, entry.appendedAtMs(), Optional.empty()));
      evidence.bids.put(bid.getString("_id"), bid);
      evidence.rooms.put(name, documents.room(room.state(TOPIC_ID)));
      evidence.next = entry.place().offset() + 1;
    }
    return evidence;
  }

  static LoggedRecord command(LogEntry entry) {
    return new LoggedRecord(
        entry.place().partition(),
        entry.place().offset(),
        entry.appendedAtMs(),
        entry.command().room(),
        entry.bytes(),
        Optional.empty());
  }

  static LoggedRecord result(Decision decision) {
    return record(decision.room(), CODEC.write(decision));
  }

  static LoggedRecord record(String key, byte[] value) {
    return new LoggedRecord(0, 0, 0, key, value, Optional.empty());
  }

  Decision decision(int index) {
    return ((dev.gavel.model.Codec.Read.Value<Decision>) CODEC.read(results.get(index).value()))
        .value();
  }

  String text(int index) {
    return new String(results.get(index).value(), StandardCharsets.UTF_8);
  }

  @Override
  public String topicId() {
    return TOPIC_ID;
  }

  @Override
  public int partitions() {
    return 1;
  }

  @Override
  public Records commands(int partition) {
    return new Listed(commands.iterator());
  }

  @Override
  public Records results(int partition) {
    return new Listed(results.iterator());
  }

  @Override
  public long next(String topicId, int partition) {
    return next;
  }

  @Override
  public Map<String, Document> rooms(int partition, Optional<String> room) {
    Map<String, Document> found = new HashMap<>(rooms);
    found.keySet().removeIf(name -> room.isPresent() && !room.get().equals(name));
    return found;
  }

  @Override
  public Map<String, Document> bids(Collection<String> ids) {
    Map<String, Document> found = new HashMap<>(bids);
    found.keySet().retainAll(ids);
    return found;
  }

  @Override
  public void bidIds(int partition, long below, Optional<String> room, Consumer<String> each) {
    bids.values().stream()
        .filter(bid -> bid.getLong("offset") < below)
        .filter(bid -> room.isEmpty() || room.get().equals(bid.getString("room")))
        .forEach(bid -> each.accept(bid.getString("_id")));
  }

  @Override
  public void close() {}

  private record Listed(Iterator<LoggedRecord> records) implements Records {
    @Override
    public Optional<LoggedRecord> next() {
      return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
    }

    @Override
    public void close() {}
  }
}
