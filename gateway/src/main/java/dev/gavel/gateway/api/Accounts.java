package dev.gavel.gateway.api;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gavel.gateway.view.Asking;
import dev.gavel.gateway.view.MongoAuctions;
import dev.gavel.gateway.view.ViewAway;
import dev.gavel.model.Names;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.ObjectId;

/// The built-in login's people.
final class Accounts {

  /// @param passwordHash absent for who logs in elsewhere
  /// @param role `bidder` or `staff`
  record Account(String id, String email, String name, Optional<String> passwordHash, String role) {
    @Override
    public String toString() {
      return "Account[" + id + "]";
    }
  }

  private final Asking asking = new Asking(MongoAuctions.LIMIT);
  private final MongoCollection<Document> users;

  Accounts(MongoDatabase database) {
    this.users = database.getCollection(Names.USERS);
  }

  /// One account an e-mail address, whichever gateway writes it.
  void prepare() throws ViewAway {
    asking.first(
        "indexing users",
        users.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true)));
  }

  Optional<Account> byEmail(String email) throws ViewAway {
    return asking
        .first("reading a user", users.find(Filters.eq("email", plain(email))).first())
        .map(Accounts::account);
  }

  Optional<Account> byId(String id) throws ViewAway {
    return asking
        .first("reading a user", users.find(Filters.eq("_id", id)).first())
        .map(Accounts::account);
  }

  /// A new bidder; empty when the address is taken.
  Optional<Account> create(String email, String name, String passwordHash) throws ViewAway {
    Document user =
        new Document("_id", new ObjectId().toHexString())
            .append("email", plain(email))
            .append("name", name)
            .append("passwordHash", passwordHash)
            .append("role", "bidder");
    try {
      asking.first("writing a user", users.insertOne(user));
      return Optional.of(account(user));
    } catch (ViewAway failed) {
      if (failed.getCause() instanceof MongoWriteException write
          && write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  private static String plain(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  private static Account account(Document user) {
    return new Account(
        user.getString("_id"),
        user.get("email", ""),
        user.get("name", ""),
        Optional.ofNullable(user.getString("passwordHash")),
        user.get("role", "bidder"));
  }
}
