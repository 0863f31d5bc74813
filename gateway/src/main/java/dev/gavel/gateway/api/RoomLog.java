package dev.gavel.gateway.api;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Decision;
import dev.gavel.model.DecisionCodec;
import dev.gavel.model.ExportLine;
import dev.gavel.model.KafkaAddress;
import dev.gavel.model.Names;
import dev.gavel.model.Place;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;

/// A room's commands with their decisions, read from the topics side by side: both are in the order
/// of the log.
final class RoomLog {
  /// A decision's record may be stamped by a worker whose clock is behind the broker's.
  private static final long CLOCKS_APART_MS = 600_000;

  private static final int BATCH = 2_000;

  /// Is given each entry, in order.
  @FunctionalInterface
  interface Reader {
    void entry(ExportLine.Entry entry) throws IOException;
  }

  /// Where a room stands in the log, as far as it is stored.
  private record Span(int partition, long first, long last) {}

  private final MongoCalls calls;
  private final MongoCollection<Document> rooms;
  private final Map<String, Object> consumers;
  private final CommandCodec commands = new CommandCodec();
  private final DecisionCodec decisions = new DecisionCodec();

  RoomLog(String bootstrap, MongoCalls calls) {
    this.calls = calls;
    this.rooms = calls.collection(Names.ROOMS);
    this.consumers =
        KafkaAddress.of(bootstrap)
            .with(
                Map.of(
                    "enable.auto.commit",
                    false,
                    "auto.offset.reset",
                    "earliest",
                    "max.poll.records",
                    BATCH,
                    "default.api.timeout.ms",
                    10_000));
  }

  /// Reads up to the last decision that is stored by now. Nothing for a room that nobody knows.
  void read(String room, Reader reader) throws IOException, ViewAway {
    Optional<Span> span =
        calls
            .first(
                "reading a room's span",
                rooms
                    .find(eq("_id", room))
                    .projection(Projections.include("partition", "firstOffset", "offset"))
                    .first())
            .map(RoomLog::span);
    if (span.isEmpty()) {
      return;
    }
    try (Tape logged = tape(Names.COMMANDS, room, span.get());
        Tape decided = tape(Names.RESULTS, room, span.get())) {
      merge(span.get(), logged, decided, reader);
    } catch (KafkaException away) {
      throw new ViewAway("reading a room's log", away);
    }
  }

  private static Span span(Document room) {
    return new Span(
        room.get("partition", (Number) 0).intValue(),
        room.get("firstOffset", (Number) 0L).longValue(),
        room.get("offset", (Number) 0L).longValue());
  }

  private Tape tape(String topic, String room, Span span) {
    return new Tape(
        new KafkaConsumer<>(consumers, new StringDeserializer(), new ByteArrayDeserializer()),
        new TopicPartition(topic, span.partition()),
        room);
  }

  private void merge(Span span, Tape logged, Tape decided, Reader reader) throws IOException {
    logged.seek(span.first());
    boolean begun = false;
    for (var record = logged.next(); record.isPresent(); record = logged.next()) {
      if (record.get().offset() > span.last()) {
        return;
      }
      if (!(commands.read(record.get().value()) instanceof Codec.Read.Value<?>)) {
        continue;
      }
      if (!begun) {
        decided.seekTime(record.get().timestamp() - CLOCKS_APART_MS);
        begun = true;
      }
      reader.entry(
          new ExportLine.Entry(
              new Place(span.partition(), record.get().offset()),
              record.get().timestamp(),
              record.get().value(),
              decision(decided, record.get().offset())));
    }
  }

  /// The decision of a place: the first counts, one that was delivered again is passed over.
  private Optional<Decision> decision(Tape decided, long offset) {
    while (true) {
      Optional<ConsumerRecord<String, byte[]>> record = decided.peek();
      if (record.isEmpty()) {
        return Optional.empty();
      }
      if (decisions.read(record.get().value()) instanceof Codec.Read.Value<Decision>(var one)) {
        long of = one.place().offset();
        if (of > offset) {
          return Optional.empty();
        }
        decided.pass();
        if (of == offset) {
          return Optional.of(one);
        }
      } else {
        decided.pass();
      }
    }
  }

  /// A partition's records of one room, from some place to what was its end when the reading began.
  private static final class Tape implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(2);

    private final KafkaConsumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final String room;
    private final long end;
    private Iterator<ConsumerRecord<String, byte[]>> batch = Collections.emptyIterator();
    private Optional<ConsumerRecord<String, byte[]>> head = Optional.empty();

    Tape(KafkaConsumer<String, byte[]> consumer, TopicPartition partition, String room) {
      this.consumer = consumer;
      this.partition = partition;
      this.room = room;
      var only = List.of(partition);
      consumer.assign(only);
      this.end = consumer.endOffsets(only).getOrDefault(partition, 0L);
    }

    void seek(long offset) {
      consumer.seek(partition, offset);
    }

    void seekTime(long timeMs) {
      OffsetAndTimestamp at =
          consumer.offsetsForTimes(Map.of(partition, Math.max(0, timeMs))).get(partition);
      consumer.seek(partition, at == null ? end : at.offset());
    }

    Optional<ConsumerRecord<String, byte[]>> peek() {
      if (head.isEmpty()) {
        head = read();
      }
      return head;
    }

    void pass() {
      head = Optional.empty();
    }

    Optional<ConsumerRecord<String, byte[]>> next() {
      Optional<ConsumerRecord<String, byte[]>> record = peek();
      pass();
      return record;
    }

    private Optional<ConsumerRecord<String, byte[]>> read() {
      while (true) {
        while (batch.hasNext()) {
          ConsumerRecord<String, byte[]> record = batch.next();
          if (room.equals(record.key()) && record.value() != null) {
            return Optional.of(record);
          }
        }
        if (consumer.position(partition) >= end) {
          return Optional.empty();
        }
        batch = consumer.poll(POLL).records(partition).iterator();
      }
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
