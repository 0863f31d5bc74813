import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Listens where mongod does and says of itself that it is the primary of a replica set of one, in memory. Everything else is mongo-java-server.
class Mongod {
  static final int PORT = 27017;
  static final Set<String> GREETINGS = Set.of("ismaster", "hello");

  public static void main(String[] arguments) throws Exception {
    int at = Arrays.asList(arguments).indexOf("--replSet");
    String self = InetAddress.getLocalHost().getHostName() + ":" + PORT;
    MongoServer server = new MongoServer(at < 0 ? new MemoryBackend() : new Set1(arguments[at + 1], self));
    server.bind("0.0.0.0", PORT);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    System.out.println("mongo-java-server, not MongoDB: waiting for connections on port " + PORT);
    Thread.currentThread().join();
  }

  static final class Set1 extends MemoryBackend {
    private final String name;
    private final String self;

    Set1(String name, String self) {
      this.name = name;
      this.self = self;
      version(ServerVersion.MONGO_5_0);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
      Document answer = super.handleCommand(channel, database, command, query);
      if (GREETINGS.contains(command.toLowerCase(java.util.Locale.ROOT))) {
        answer.append("setName", name).append("setVersion", 1).append("hosts", List.of(self)).append("me", self).append("primary", self).append("secondary", false);
      }
      return answer;
    }
  }
}
