package dev.gavel.backends;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/// What the contract of the servers stores: documents in the form of a projection's, each with the
/// offset that guards it.
final class ContractDocuments {
  static final int DUPLICATE_KEY = 11_000;

  private ContractDocuments() {}

  static Document head(String id, long offset) {
    return new Document("_id", id).append("offset", offset).append("price", "1000000");
  }

  static Document whole(long offset) {
    return head("whole", offset)
        .append("first", offset)
        .append("list", List.of(offset, offset))
        .append("deep", new Document("same", offset))
        .append("field" + offset, true);
  }

  static List<Document> heads(int count, long offset) {
    return IntStream.range(0, count).mapToObj(i -> head("room-" + i, offset)).toList();
  }

  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  static Bson guard(Document document) {
    return Filters.and(
        eq("_id", document.getString("_id")), lt("offset", document.getLong("offset")));
  }

  static ReplaceOneModel<Document> guarded(Document document) {
    return new ReplaceOneModel<>(guard(document), document);
  }

  /// The indexes of the writes that were refused, all because their `_id` was there.
  static List<Integer> duplicates(MongoBulkWriteException refused) {
    assertThat(refused.getWriteConcernError()).isNull();
    assertThat(refused.getWriteErrors())
        .extracting(BulkWriteError::getCode)
        .containsOnly(DUPLICATE_KEY);
    return refused.getWriteErrors().stream().map(BulkWriteError::getIndex).sorted().toList();
  }
}
