package dev.gavel.bids.verify;

import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.home.Slice;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.bids.store.MemoryProjectionStore;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
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
  final Map<String, Map<String, Document>> documents = new HashMap<>();
  long next;

  /// Everything of these sales is decided and stored.
  static MemoryEvidence of(List<List<LogEntry>> sales) {
    MemoryEvidence evidence = new MemoryEvidence();
    List<LogEntry> log = new ArrayList<>();
    sales.forEach(log::addAll);
    log.sort(Comparator.comparingLong(entry -> entry.place().offset()));
    log.forEach(entry -> evidence.commands.add(command(entry)));
    Slice slice = decided(log, TOPIC_ID);
    slice.decided().forEach(one -> evidence.results.add(result(one.decision())));
    MemoryProjectionStore store = new MemoryProjectionStore();
    store.storePages(List.of(slice));
    store.storeHeads(List.of(slice));
    for (String name :
        List.of(Names.ROOMS, Names.PAGES, Names.SHARES, Names.PADDLES, Names.BIDDERS, Names.LOTS)) {
      evidence.documents.put(name, store.stored(name));
    }
    evidence.next = slice.place().next();
    return evidence;
  }

  /// What a worker makes of a partition's log from its beginning.
  static Slice decided(List<LogEntry> log, String topicId) {
    CommandCodec codec = new CommandCodec();
    List<Line> lines = log.stream().map(entry -> Line.of(command(entry), codec)).toList();
    int partition = log.getFirst().place().partition();
    Home home = new Home(SavedPlace.first(topicId, partition), 100);
    home.unknown(lines);
    home.admit(lines, Map.of(), Map.of());
    return home.take(lines, 0).orElseThrow();
  }

  /// The documents of a collection by `_id`.
  Map<String, Document> in(String collection) {
    return documents.getOrDefault(collection, Map.of());
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
    Map<String, Document> found = new HashMap<>(in(Names.ROOMS));
    found.keySet().removeIf(name -> room.isPresent() && !room.get().equals(name));
    return found;
  }

  @Override
  public Map<String, Document> documents(String collection, Collection<String> ids) {
    Map<String, Document> found = new HashMap<>(in(collection));
    found.keySet().retainAll(ids);
    return found;
  }

  @Override
  public void ids(String collection, int partition, Consumer<String> each) {
    in(collection).keySet().forEach(each);
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
