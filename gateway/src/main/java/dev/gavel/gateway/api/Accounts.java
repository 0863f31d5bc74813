package dev.gavel.gateway.api;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
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

  private final MongoCalls calls;
  private final MongoCollection<Document> users;

  Accounts(MongoCalls calls) {
    this.calls = calls;
    this.users = calls.collection(Names.USERS);
  }

  Optional<Account> byEmail(String email) throws ViewAway {
    return calls
        .first("reading a user", users.find(Filters.eq("email", plain(email))).first())
        .map(Accounts::account);
  }

  Optional<Account> byId(String id) throws ViewAway {
    return calls
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
      calls.first("writing a user", users.insertOne(user));
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
