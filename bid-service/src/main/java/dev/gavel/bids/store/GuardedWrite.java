package dev.gavel.bids.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/// A document that takes the place of an older one of its `_id`.
///
/// @param guard the field that grows: what is stored with as much or more stays
/// @param isNew whether nothing is stored under its `_id`, as far as is known: then it is tried
///   first to insert it; nothing but the number of round trips depends on it
record GuardedWrite(Document document, String guard, boolean isNew) {

  String id() {
    return document.getString(ProjectionDocuments.ID);
  }

  /// The newest of each document, in the order in which they were first named.
  static List<GuardedWrite> newest(List<GuardedWrite> all) {
    Map<String, GuardedWrite> byId = new LinkedHashMap<>();
    all.forEach(write -> byId.merge(write.id(), write, GuardedWrite::after));
    return new ArrayList<>(byId.values());
  }

  private static GuardedWrite after(GuardedWrite earlier, GuardedWrite later) {
    return new GuardedWrite(later.document, later.guard, earlier.isNew || later.isNew);
  }
}
