package dev.gavel.gateway;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.gavel.gateway.store.MongoCalls;
import dev.gavel.gateway.store.StoreIndexes;
import dev.gavel.gateway.store.ViewAway;
import dev.gavel.model.Names;
import dev.gavel.model.Why;
import io.helidon.config.Config;
import io.helidon.config.ConfigException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Starts a gateway; with the argument `indexes` makes the indexes of MongoDB instead, and ends.
public final class Main {
  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String INDEXES = "indexes";
  private static final int BAD_SETTING = 2;
  private static final int CANNOT_START = 1;

  private Main() {}

  public static void main(String[] args) {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    try {
      if (args.length == 1 && args[0].equals(INDEXES)) {
        makeIndexes(SettingsFile.read(Config.create()));
        return;
      }
      Running running = start(SettingsFile.read(Config.create()));
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "shutdown"));
      LOG.info("gateway ready on port {}, health on {}", running.port(), running.adminPort());
    } catch (IllegalArgumentException | ConfigException wrong) {
      LOG.error("a setting cannot be used: {}", wrong.getMessage());
      System.exit(BAD_SETTING);
    } catch (KafkaException unresolved) {
      LOG.error("cannot start: kafka.bootstrap: {}", Why.bottom(unresolved).getMessage());
      System.exit(CANNOT_START);
    } catch (ViewAway | RuntimeException failed) {
      LOG.error("cannot start", failed);
      System.exit(CANNOT_START);
    }
  }

  /// Starts one gateway; several may live in one JVM.
  ///
  /// @throws IllegalStateException when a port is taken
  public static Running start(Settings settings) {
    return new Gateway(settings);
  }

  /// Makes the indexes that are not there ([StoreIndexes]).
  ///
  /// @throws ViewAway when MongoDB does not
  public static void makeIndexes(Settings settings) throws ViewAway {
    try (MongoClient mongo = Engines.mongo(settings.stores().mongo(), Meters.registry())) {
      StoreIndexes.make(new MongoCalls(mongo.getDatabase(Names.DATABASE)));
    }
    LOG.info("MongoDB has its indexes");
  }
}
