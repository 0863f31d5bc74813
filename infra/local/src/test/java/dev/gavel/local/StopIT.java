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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final long LIMIT_S = 20;

  private final AtomicInteger came = new AtomicInteger();
  private final AtomicInteger left = new AtomicInteger();

  @Test
  void whoComesDuringTheStopCausesNoFault(Backends backends) throws Exception {
    Logger gateways = (Logger) LoggerFactory.getLogger("dev.gavel.gateway");
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    AtomicBoolean over = new AtomicBoolean();
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<Thread> crowd = new ArrayList<>();
      try (Stage stage = Stage.open(backends, "stop", 1)) {
        gateways.addAppender(said);
        crowd.addAll(crowd(http, stage, over));
        Awaitility.await().until(() -> came.get() > AT_ONCE);
      } finally { // the stage is down, and they came all the while
        over.set(true);
        for (Thread one : crowd) {
          one.join();
        }
        gateways.detachAppender(said);
      }
    }
    assertThat(left).as("got neither an answer nor an end").hasValue(0);
    assertThat(said.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  private List<Thread> crowd(HttpClient http, Stage stage, AtomicBoolean over) {
    List<Thread> crowd = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      int port = stage.port(i % 2);
      boolean plain = i < AT_ONCE / 2;
      crowd.add(
          Thread.ofVirtual()
              .start(() -> {
                while (!over.get()) {
                  come(http, port, stage.cookie(0), plain);
                }
              }));
    }
    return crowd;
  }

  /// Comes, maybe is let in, and goes.
  private void come(HttpClient http, int port, String cookie, boolean plain) {
    try {
      if (plain) {
        PlainTab.start(http, port, cookie, false).get(LIMIT_S, TimeUnit.SECONDS).close();
      } else {
        AuctionClient.connect(port, cookie, "none").close();
      }
      came.incrementAndGet();
    } catch (TimeoutException forgotten) {
      left.incrementAndGet();
    } catch (Exception turnedAway) { // in as many ways as clients have
      came.incrementAndGet();
    }
  }
}
