package dev.gavel.gateway.store;

import java.util.LinkedHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Documents that could not be read: one ERROR each, however often they are asked for, until they
/// can be read again. Thread-safe.
final class UnreadableDocuments {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableDocuments.class);

  /// Remembered at most; the oldest is said again.
  static final int MAX_KNOWN = 1_024;

  private final LinkedHashSet<String> known = new LinkedHashSet<>();

  /// What is to be thrown instead of the document.
  ViewAway found(String collection, String id, String why) {
    if (isNew(collection + " " + id)) {
      LOG.error("{} {} cannot be read: {}", collection, id, why);
    }
    return new ViewAway("reading " + collection + " " + id, new IllegalStateException(why));
  }

  private synchronized boolean isNew(String document) {
    if (known.size() >= MAX_KNOWN && !known.contains(document)) {
      known.removeFirst();
    }
    return known.add(document);
  }

  /// It can be read.
  synchronized void isReadable(String collection, String id) {
    if (!known.isEmpty()) {
      known.remove(collection + " " + id);
    }
  }
}
