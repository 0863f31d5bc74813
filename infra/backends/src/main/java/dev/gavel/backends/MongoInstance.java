package dev.gavel.backends;

/// A running server of MongoDB's wire protocol.
public interface MongoInstance extends AutoCloseable {
  /// `mongodb://host:port`, without a database.
  String uri();

  /// Ends the server within its limit. What it keeps in a folder stays there.
  @Override
  void close();
}
