package dev.gavel.local.benchmark;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.DocumentCodec;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import reactor.core.publisher.Mono;

/// The yardstick of a worker's storing: plain pages of a hundred decisions, inserted five at a time
/// by one client that does nothing else.
final class PageInserts {
  private static final int DECISIONS_A_PAGE = 100;
  private static final int PAGES_A_CALL = 5;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// Text that fills a decision up to about 400 bytes of BSON.
  private static final String FILLING = "0123456789abcdef".repeat(15);

  private PageInserts() {}

  /// @param bytes of one decision in the page's BSON
  record Rate(double decisionsPerSecond, double bytes) {}

  /// Inserts so many decisions into a database of its own.
  static Rate measure(String mongo, int decisions) throws IOException {
    try (MongoClient client = MongoClients.create(mongo)) {
      MongoCollection<Document> pages = client.getDatabase("plain").getCollection("pages");
      insert(pages, 0, decisions / 2); // the first round warms the server up
      long began = System.nanoTime();
      int written = insert(pages, decisions, decisions);
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Rate(written / seconds, size(page(0)) / (double) DECISIONS_A_PAGE);
    }
  }

  private static int insert(MongoCollection<Document> pages, int first, int decisions) {
    int written = 0;
    while (written < decisions) {
      List<Document> call = new ArrayList<>();
      for (int i = 0; i < PAGES_A_CALL; i++) {
        call.add(page(first + written));
        written += DECISIONS_A_PAGE;
      }
      Mono.from(pages.insertMany(call)).block(LIMIT);
    }
    return written;
  }

  private static Document page(int first) {
    List<Document> decisions = new ArrayList<>();
    for (int i = first; i < first + DECISIONS_A_PAGE; i++) {
      decisions.add(
          new Document("id", "c" + i)
              .append("by", "6600aaaa00000000%08x".formatted(i % 100))
              .append("amount", 10_000_000L * i)
              .append("offset", (long) i)
              .append("atMs", 1_700_000_000_000L + i)
              .append("status", "refused")
              .append("code", "BELOW_MINIMUM")
              .append("receipt", FILLING));
    }
    return new Document("_id", "room/d/" + first).append("decisions", decisions);
  }

  private static int size(Document page) {
    try (BasicOutputBuffer buffer = new BasicOutputBuffer();
        BsonBinaryWriter writer = new BsonBinaryWriter(buffer)) {
      new DocumentCodec().encode(writer, page, EncoderContext.builder().build());
      return buffer.getSize();
    }
  }
}
