package dev.gavel.bids.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;

class RejectedWriteTest {
  private static final int DUPLICATE_KEY = 11_000;
  private static final int VALIDATION = 121;
  private static final int TOO_LARGE = 10_334;
  private static final int NOT_PRIMARY = 10_107;
  private static final int DISK_FULL = 14_031;

  @Test
  void aDocumentThatIsRefusedForWhatItSaysIsRefusedForGood() {
    assertThat(RejectedWriteException.isForGood(bulk(VALIDATION))).isTrue();
    assertThat(RejectedWriteException.isForGood(bulk(DUPLICATE_KEY, TOO_LARGE))).isTrue();
    assertThat(
            RejectedWriteException.isForGood(
                new MongoException(TOO_LARGE, "object to insert too large")))
        .isTrue();
  }

  @Test
  void whatALaterTryMayMendIsNot() {
    assertThat(RejectedWriteException.isForGood(bulk(DUPLICATE_KEY))).isFalse();
    assertThat(RejectedWriteException.isForGood(bulk(NOT_PRIMARY))).isFalse();
    assertThat(RejectedWriteException.isForGood(bulk(DISK_FULL, DUPLICATE_KEY))).isFalse();
    assertThat(RejectedWriteException.isForGood(new MongoException(DISK_FULL, "no space")))
        .isFalse();
    assertThat(RejectedWriteException.isForGood(new MongoException(NOT_PRIMARY, "not primary")))
        .isFalse();
    assertThat(
            RejectedWriteException.isForGood(new MongoSocketException("cut", new ServerAddress())))
        .isFalse();
  }

  private static MongoBulkWriteException bulk(int... codes) {
    List<BulkWriteError> errors =
        Arrays.stream(codes)
            .mapToObj(code -> new BulkWriteError(code, "refused", new BsonDocument(), 0))
            .toList();
    return new MongoBulkWriteException(
        BulkWriteResult.unacknowledged(), errors, null, new ServerAddress(), Set.of());
  }
}
