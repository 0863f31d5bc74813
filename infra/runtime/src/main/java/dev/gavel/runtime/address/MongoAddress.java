package dev.gavel.runtime.address;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;

/// Where MongoDB is: `mongodb://` or `mongodb+srv://` as the driver has it.
///
/// Amazon DocumentDB refuses retryable writes (error 301), and the driver makes them unless told
/// otherwise. So they are off for its host names, whatever the address says; behind any other name
/// the address must say `retryWrites=false`. Nothing here depends on them: what workers write is
/// idempotent, and repeated by them.
public final class MongoAddress {
  /// The host names of instance-based and of elastic clusters, in every region.
  private static final List<String> DOCUMENT_DB =
      List.of(
          ".docdb.amazonaws.com",
          ".docdb-elastic.amazonaws.com",
          ".docdb.amazonaws.com.cn",
          ".docdb-elastic.amazonaws.com.cn");

  private static final String FORM = "mongodb://host:port or mongodb+srv://name expected";

  private MongoAddress() {}

  /// Settings for a client of this address, with the command listeners that the class path names
  /// (`META-INF/services`): a test's may say which operations a service sends.
  ///
  /// @throws IllegalArgumentException when it is none; its text is not repeated, it may hold a
  ///   password
  public static MongoClientSettings.Builder of(String text) {
    ConnectionString address = read(text);
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder().applyConnectionString(address);
    ServiceLoader.load(CommandListener.class).forEach(settings::addCommandListener);
    return isDocumentDb(address) ? settings.retryWrites(false) : settings;
  }

  /// What the driver says is worth passing on, but it quotes what it could not read.
  private static ConnectionString read(String text) {
    try {
      return new ConnectionString(text);
    } catch (IllegalArgumentException none) {
      String why = text.contains("@") ? "" : ": " + String.valueOf(none.getMessage()).strip();
      throw new IllegalArgumentException(FORM + why);
    }
  }

  private static boolean isDocumentDb(ConnectionString address) {
    return address.getHosts().stream()
        .map(host -> host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT))
        .anyMatch(host -> DOCUMENT_DB.stream().anyMatch(host::endsWith));
  }
}
