package dev.gavel.gateway.results;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Names;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Messages in MongoDB, the newest [#MAX_KEPT] of a room and some more.
public final class MongoTalk implements TalkStore {
  private static final Logger LOG = LoggerFactory.getLogger(MongoTalk.class);

  /// Older ones of a room are deleted.
  static final int MAX_KEPT = 1_000;

  /// Old ones are looked for once in so many messages.
  static final int TRIM_EVERY = 50;

  /// Messages that are being written; one more is told and not kept.
  static final int MAX_WRITING = 256;

  private static final int COUNTS = 1_024;

  private final MongoCollection<Document> messages;
  private final MongoCalls calls;
  private final MeterRegistry meters;
  private final Semaphore places = new Semaphore(MAX_WRITING);

  /// Messages since the last look, by the room's hash: rooms may share one.
  private final AtomicIntegerArray counts = new AtomicIntegerArray(COUNTS);

  public MongoTalk(MongoCalls calls, MeterRegistry meters) {
    this.calls = calls;
    this.messages = calls.collection(Names.MESSAGES);
    this.meters = meters;
  }

  @Override
  public void keep(Said said) {
    if (!places.tryAcquire()) {
      counted("crowded");
      return;
    }
    Thread.ofVirtual()
        .name("message")
        .start(() -> {
          try {
            write(said);
            counted("kept");
          } catch (ViewAway away) {
            LOG.debug("a message was not kept", away);
            counted("away");
          } finally {
            places.release();
          }
        });
  }

  private void counted(String result) {
    meters.counter("gavel_messages_total", "result", result).increment();
  }

  private void write(Said said) throws ViewAway {
    Document document =
        new Document("room", said.room())
            .append("by", said.by())
            .append("staff", said.staff())
            .append("text", said.text())
            .append("atMs", said.atMs());
    calls.first("keeping a message", messages.insertOne(document));
    int count = counts.incrementAndGet(Math.floorMod(said.room().hashCode(), COUNTS));
    if (count % TRIM_EVERY == 0) {
      trim(said.room());
    }
  }

  private void trim(String room) throws ViewAway {
    Optional<Document> oldest =
        calls.first(
            "trimming messages",
            messages.find(eq("room", room)).sort(Sorts.descending("atMs")).skip(MAX_KEPT).limit(1));
    if (oldest.isPresent()) {
      long before = oldest.get().getLong("atMs");
      calls.first(
          "trimming messages", messages.deleteMany(and(eq("room", room), lte("atMs", before))));
    }
  }

  @Override
  public List<Said> newest(String room, int most) {
    try {
      return calls
          .all(
              "reading messages",
              messages.find(eq("room", room)).sort(Sorts.descending("atMs")).limit(most))
          .reversed()
          .stream()
          .map(MongoTalk::said)
          .toList();
    } catch (ViewAway away) {
      LOG.debug("messages were not read", away);
      return List.of();
    }
  }

  private static Said said(Document document) {
    return new Said(
        document.getString("room"),
        document.getString("by"),
        document.getBoolean("staff", false),
        document.getString("text"),
        document.get("atMs", 0L));
  }
}
