package dev.gavel.gateway.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final Alarms alarms = new Alarms("test");
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final Heartbeat heartbeat = heartbeat(50, 200);

  private Heartbeat heartbeat(int intervalMs, int timeoutMs) {
    return new Heartbeat(
        alarms,
        new EngineLimits(intervalMs, timeoutMs, 1, 1, 1, 1, 1, new EngineLimits.PollBuffer(1, 1)),
        new Heartbeat.Pulse() {
          @Override
          public void ping() {
            heard.add("ping");
          }

          @Override
          public void lost() {
            heard.add("lost");
          }
        });
  }

  @AfterEach
  void stop() {
    alarms.close();
  }

  @Test
  void pingsThenGivesUp() {
    heartbeat.start();
    await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("ping", "lost");
    assertThat(alarms.waiting()).isZero();
  }

  @Test
  void aPongStartsTheNextRound() {
    Heartbeat patient = heartbeat(50, 60_000);
    patient.start();
    for (int round = 1; round <= 3; round++) {
      int pings = round;
      await().until(() -> heard.size() >= pings);
      patient.pong();
    }
    patient.stop();
    assertThat(heard).doesNotContain("lost");
    assertThat(alarms.waiting()).isZero();
  }

  @Test
  void aPongThatNobodyWaitsForIsNothing() {
    Heartbeat slow = heartbeat(60_000, 60_000);
    slow.start();
    slow.pong();
    slow.pong();
    assertThat(alarms.waiting()).isEqualTo(1);
    slow.stop();
    assertThat(alarms.waiting()).isZero();
  }

  @Test
  void deadlinesAreJudgedByTheClock() {
    Heartbeat starved = heartbeat(10, 60_000);
    starved.start();
    await().until(() -> heard.contains("ping"));
    assertThat(starved.overdue()).isFalse();

    heartbeat.start();
    alarms.close(); // the alarm's thread never comes to it
    assertThat(heartbeat.overdue()).as("no ping, no pong to wait for").isFalse();
  }

  @Test
  void aSwitchStartsAnewEvenWhenAPongIsMissing() {
    Heartbeat patient = heartbeat(50, 60_000);
    patient.start();
    await().until(() -> heard.size() == 1);
    patient.start();
    await().until(() -> heard.size() == 2);
    assertThat(heard).containsExactly("ping", "ping");
  }
}
