package dev.gavel.gateway.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.model.Names;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(BackendsExtension.class)
class MongoTalkIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final String room = "room-" + UUID.randomUUID();

  private double counted(String result) {
    var counter = meters.find("gavel_messages_total").tag("result", result).counter();
    return counter == null ? 0 : counter.count();
  }

  private Said said(int number) {
    return new Said(room, "kim", number % 2 == 0, "말 " + number, 1_000 + number);
  }

  @Test
  void keepsTheNewestOfARoomAndDeletesTheRest(Backends backends) throws Exception {
    try (MongoClient mongo = MongoClients.create(backends.mongoUri())) {
      MongoTalk talk = new MongoTalk(new MongoCalls(mongo.getDatabase(Names.DATABASE)), meters);
      int all = MongoTalk.MAX_KEPT + 2 * MongoTalk.TRIM_EVERY;
      for (int i = 0; i < all; i++) {
        talk.keep(said(i));
        int sofar = i + 1;
        if (sofar % MongoTalk.TRIM_EVERY == 0) {
          await().atMost(LIMIT).until(() -> counted("kept") == sofar);
        }
      }
      List<Said> newest = talk.newest(room, 3);
      assertThat(newest).containsExactly(said(all - 3), said(all - 2), said(all - 1));
      assertThat(talk.newest(room, all))
          .hasSizeBetween(MongoTalk.MAX_KEPT, MongoTalk.MAX_KEPT + MongoTalk.TRIM_EVERY);
      assertThat(talk.newest("another", 3)).isEmpty();
    }
  }

  @Test
  void withoutMongoDbNothingIsKeptThatIsCountedAndNothingWaits() {
    try (MongoClient nowhere =
        MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200")) {
      MongoTalk talk = new MongoTalk(new MongoCalls(nowhere.getDatabase(Names.DATABASE)), meters);
      for (int i = 0; i < MongoTalk.MAX_WRITING + 10; i++) {
        talk.keep(said(i));
      }
      await()
          .atMost(LIMIT)
          .until(() -> counted("away") + counted("crowded") == MongoTalk.MAX_WRITING + 10);
      assertThat(counted("kept")).isZero();
      assertThat(talk.newest(room, 3)).isEmpty();
    }
  }
}
