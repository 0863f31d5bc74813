package dev.gavel.bids.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import java.util.Set;

/// A write that MongoDB refuses for what it says, however often it is made: a document that breaks
/// a validation rule or a limit. Its partition stops until somebody has looked.
public final class RejectedWriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// BadValue, FailedToParse, TypeMismatch, InvalidLength, DollarPrefixedFieldName, InvalidIdField,
  /// DottedFieldName, DocumentValidationFailure, ImmutableField, BSONObjectTooLarge, KeyTooLong.
  /// With any other code a later try may succeed.
  private static final Set<Integer> FOR_GOOD =
      Set.of(2, 9, 14, 16, 52, 53, 57, 66, 121, 10_334, 17_280);

  RejectedWriteException(String doing, MongoException refused) {
    super("MongoDB will never take it, " + doing + ": " + refused.getMessage(), refused);
  }

  static boolean isForGood(MongoException refused) {
    return FOR_GOOD.contains(refused.getCode())
        || (refused instanceof MongoBulkWriteException bulk
            && bulk.getWriteErrors().stream()
                .map(BulkWriteError::getCode)
                .anyMatch(FOR_GOOD::contains));
  }
}
