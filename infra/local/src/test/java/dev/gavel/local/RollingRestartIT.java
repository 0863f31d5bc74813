package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.Settings.Drain;
import dev.gavel.model.Decision;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/// Two gateways and two workers are stopped as SIGTERM stops them and started again, one after the
/// other, while people bid.
@ExtendWith(BackendsExtension.class)
class RollingRestartIT {
  private static final int BIDDERS = 6;
  private static final int VIEWERS = 6;
  private static final long BID_EVERY_MS = 40;

  /// Between two restarts this many bids are answered.
  private static final int BETWEEN = 40;

  private static final Drain DRAIN = new Drain(4_000, 1_500, 2_000);

  /// The three together, and what closing takes besides.
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
  private volatile boolean over;

  @Test
  void everyPartIsRestartedUnderLoadAndNoAnswerIsLost(Backends backends, TestReporter report)
      throws Exception {
    List<dev.gavel.bids.Running> workers = new ArrayList<>();
    try (Stage stage = Stage.open(backends, "rolling", BIDDERS, usual -> usual.with(DRAIN));
        HttpClient http = HttpClient.newHttpClient();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      workers.add(worker("rolling-1", backends));
      workers.add(worker("rolling-2", backends));
      Stage.Room room = stage.openRoom();
      List<Traveller> people = gather(http, stage, room);
      try (ExecutorService bidding = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> done = begin(people, clock, bidding);
        try {
          restartGateways(stage);
          restartWorkers(workers, backends);
        } finally {
          over = true;
        }
        for (Future<?> one : done) {
          one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        tell(report, people);
        agree(people, stage, room);
      } finally {
        people.forEach(Traveller::close);
      }
    } finally {
      workers.forEach(dev.gavel.bids.Running::close);
    }
  }

  private void tell(TestReporter report, List<Traveller> people) {
    report.publishEntry("bids answered", Integer.toString(answers.size()));
    report.publishEntry("sent again", count(people, Traveller::resent));
    report.publishEntry("moved", count(people, Traveller::moved));
  }

  private static String count(
      List<Traveller> people, java.util.function.ToIntFunction<Traveller> of) {
    return Integer.toString(people.stream().mapToInt(of).sum());
  }

  private static List<Traveller> gather(HttpClient http, Stage stage, Stage.Room room)
      throws Exception {
    List<Traveller> people = new ArrayList<>();
    for (int i = 0; i < BIDDERS + VIEWERS; i++) {
      people.add(Traveller.sits(http, stage, i % BIDDERS, room));
    }
    return people;
  }

  /// The first [#BIDDERS] bid whenever the clock lets one of them, until it is over.
  private List<Future<?>> begin(
      List<Traveller> people, ScheduledExecutorService clock, ExecutorService bidding) {
    Semaphore turns = new Semaphore(0, true);
    var _ = clock.scheduleAtFixedRate(turns::release, 0, BID_EVERY_MS, TimeUnit.MILLISECONDS);
    List<Future<?>> done = new ArrayList<>();
    for (int i = 0; i < BIDDERS; i++) {
      int number = i;
      done.add(
          bidding.submit(() -> {
            for (int bid = 0; !over; bid++) {
              turns.acquire();
              String id = "bid-%d-%d".formatted(number, bid);
              Traveller one = people.get(number);
              JsonNode earlier = answers.put(id, one.bid(one.enough(), id));
              assertThat(earlier).isNull();
            }
            return null;
          }));
    }
    return done;
  }

  private void answersGoOn() {
    int before = answers.size();
    Awaitility.await().atMost(LIMIT).until(() -> answers.size() >= before + BETWEEN);
  }

  /// First it is not ready, and clients are still there; then they go, and it ends in time.
  private void restartGateways(Stage stage) throws Exception {
    for (int gateway = 0; gateway < 2; gateway++) {
      answersGoOn();
      int which = gateway;
      try (ExecutorService stopping = Executors.newVirtualThreadPerTaskExecutor()) {
        int admin = stage.adminPort(which);
        assertThat(status(admin)).isEqualTo(200);
        Future<Duration> took = stopping.submit(() -> stage.stop(which));
        Awaitility.await()
            .atMost(Duration.ofMillis(DRAIN.noticeMs()))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> status(admin) == 503);
        assertThat(took.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
            .isBetween(Duration.ofMillis(DRAIN.noticeMs()), STOP_LIMIT);
      }
      answersGoOn();
      stage.startAgain(which);
    }
  }

  private void restartWorkers(List<dev.gavel.bids.Running> workers, Backends backends) {
    for (int i = 0; i < workers.size(); i++) {
      answersGoOn();
      workers.get(i).close();
      answersGoOn();
      workers.set(i, worker("rolling-" + (i + 1), backends));
    }
    answersGoOn();
  }

  private static int status(int adminPort) throws Exception {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/ready")).build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private void agree(List<Traveller> people, Stage stage, Stage.Room room) {
    Evidence evidence = stage.evidence(room);
    List<Long> all = LongStream.rangeClosed(2, evidence.last()).boxed().toList();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(people).allSatisfy(one -> assertThat(one.told()).isEqualTo(all)));

    Map<String, List<Decision>> decisions =
        evidence.decisions().stream()
            .distinct()
            .filter(decision -> decision.id().startsWith("bid-"))
            .collect(Collectors.groupingBy(Decision::id));
    assertThat(decisions.keySet()).isEqualTo(answers.keySet());
    decisions.forEach((id, ofOne) -> {
      assertThat(ofOne).filteredOn(decision -> !decision.duplicate()).as(id).hasSize(1);
      assertThat(ofOne).extracting(Decision::answer).as(id).containsOnly(ofOne.getFirst().answer());
      assertThat(ofOne)
          .extracting(decision -> decision.place().toString())
          .as(id)
          .contains(Objects.requireNonNull(answers.get(id)).path("place").asText());
    });
  }

  private static dev.gavel.bids.Running worker(String name, Backends backends) {
    var started =
        dev.gavel.bids.Main.start(
            dev.gavel.bids.Settings.of(
                name, backends.kafkaBootstrap(), backends.redisUri(), backends.mongoUri()));
    Awaitility.await().atMost(LIMIT).until(started::ready);
    return started;
  }
}
