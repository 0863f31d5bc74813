package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/// Gateways that stop while people go on coming: whoever is still on the way in is turned away, and
/// that is no fault that anybody should look at.
@ExtendWith(BackendsExtension.class)
class StopIT {
  private static final int AT_ONCE = 8;

  @Test
  void whoComesDuringTheStopCausesNoFault(Backends backends) throws Exception {
    Logger gateways = (Logger) LoggerFactory.getLogger("dev.gavel.gateway");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger came = new AtomicInteger();
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<Thread> crowd = new ArrayList<>();
      try (Stage stage = Stage.open(backends, "stop", 1)) {
        gateways.addAppender(said);
        crowd.addAll(crowd(http, stage, came, over));
        Awaitility.await().until(() -> came.get() > AT_ONCE);
      } finally { // the stage is down, and they came all the while
        over.set(true);
        for (Thread one : crowd) {
          one.join();
        }
        gateways.detachAppender(said);
      }
    }
    assertThat(said.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  private static List<Thread> crowd(
      HttpClient http, Stage stage, AtomicInteger came, AtomicBoolean over) {
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      int port = stage.port(i % 2);
      boolean plain = i < AT_ONCE / 2;
      crowd.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  come(http, port, stage.cookie(0), plain, came);
                }
              }));
    }
    return crowd;
  }

  /// Comes, maybe is let in, and goes.
  private static void come(
      HttpClient http, int port, String cookie, boolean plain, AtomicInteger came) {
    try {
      if (plain) {
        PlainTab.start(http, port, cookie, false).join().close();
      } else {
        AuctionClient.connect(port, cookie, "none").close();
      }
      came.incrementAndGet();
    } catch (Exception turnedAway) { // in as many ways as clients have
      came.incrementAndGet();
    }
  }
}
