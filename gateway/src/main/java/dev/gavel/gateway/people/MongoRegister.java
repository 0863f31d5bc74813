package dev.gavel.gateway.people;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Names;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.bson.Document;

/// The users of MongoDB, without their passwords.
public final class MongoRegister implements Register {
  private final MongoCalls calls;
  private final MongoCollection<Document> users;

  public MongoRegister(MongoCalls calls) {
    this.calls = calls;
    this.users = calls.collection(Names.USERS);
  }

  @Override
  public Map<String, Person> find(Collection<String> ids) throws ViewAway {
    Map<String, Person> found = new HashMap<>();
    for (Document user :
        calls.all(
            "reading users",
            users.find(in("_id", ids)).projection(Projections.include("email", "name", "role")))) {
      Person person =
          new Person(
              user.getString("_id"),
              user.get("email", ""),
              user.get("name", ""),
              user.get("role", "bidder"));
      found.put(person.id(), person);
    }
    return found;
  }
}
