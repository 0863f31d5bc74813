package dev.gavel.local.benchmark;

import dev.gavel.backends.Backends;
import dev.gavel.backends.Topics;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Kafka, Redis and the store's stand-in of a checkout in a process of their own, with their files
/// in a folder, until SIGTERM.
public final class BackendServers {
  /// What the one line begins with that tells the three addresses.
  static final String READY = "backends at ";

  private BackendServers() {}

  /// Starts them and says where they are.
  ///
  /// @param args the folder
  public static void main(String[] args) throws Exception {
    Backends servers = Backends.start(Path.of(args[0]), true);
    Runtime.getRuntime().addShutdownHook(new Thread(servers::close, "stop"));
    Topics.ensure(servers.kafkaBootstrap());
    System.out.println(
        READY + String.join(" ", servers.kafkaBootstrap(), servers.redisUri(), servers.mongoUri()));
    new CountDownLatch(1).await();
  }
}
