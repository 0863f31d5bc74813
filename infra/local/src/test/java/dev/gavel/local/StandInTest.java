package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.backends.MongoWire;
import io.helidon.common.SerializationConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class StandInTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// A Helidon server in the same JVM forbids Java deserialization, which is how the stand-in reads
  /// what is not in its memory: documents of an earlier run, or of a large one.
  @Test
  @SuppressWarnings("JavaUtilDate") // what the driver gives for a date
  void documentsOnDiskAreReadBesideAHelidonServer(@TempDir Path folder) throws Exception {
    Document written =
        new Document("_id", "a")
            .append("text", "가")
            .append("number", 5L)
            .append("when", new Date(1_000))
            .append("object", new ObjectId())
            .append("list", List.of(new Document("x", 1.5)));
    try (MongoWire mongo = MongoWire.inFolder(folder);
        MongoClient client = MongoClients.create(mongo.uri())) {
      Mono.from(documents(client).insertOne(written)).block(LIMIT);
    }
    SerializationConfig.configureRuntime();
    try (MongoWire mongo = MongoWire.inFolder(folder);
        MongoClient client = MongoClients.create(mongo.uri())) {
      assertThat(Mono.from(documents(client).find().first()).block(LIMIT)).isEqualTo(written);
    }
  }

  private static MongoCollection<Document> documents(MongoClient client) {
    return client.getDatabase("t").getCollection("documents");
  }
}
