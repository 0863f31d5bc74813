package dev.gavel.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gavel.backends.Backends;
import dev.gavel.backends.BackendsExtension;
import dev.gavel.gateway.Settings.Drain;
import dev.gavel.model.Decision;
import dev.gavel.model.RoomUpdate;
import java.net.http.HttpClient;
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

/// Two gateways and two workers, each a process, are ended by SIGTERM and replaced, one after the
/// other, while people bid.
@ExtendWith(BackendsExtension.class)
class RollingRestartIT {
  private static final int BIDDERS = 6;
  private static final int VIEWERS = 6;
  private static final long BID_EVERY_MS = 40;

  /// Between two restarts this many bids are answered.
  private static final int BETWEEN = 40;

  /// While sockets go there is time to ask for something, on a slow machine too.
  private static final Drain DRAIN = new Drain(1_500, 4_000, 10_000);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
  private volatile boolean over;

  @Test
  void everyProcessIsReplacedUnderLoadAndNoAnswerIsLost(Backends backends, TestReporter report)
      throws Exception {
    try (Fleet fleet = Fleet.start(backends, "rolling", DRAIN);
        Stage stage = Stage.over(fleet.ports(), backends, BIDDERS);
        HttpClient http = HttpClient.newHttpClient();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
      Stage.Room room = stage.openRoom();
      List<Traveller> people = gather(http, stage, room);
      try (ExecutorService bidding = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> done = begin(people, clock, bidding);
        try {
          replaceGateways(new Departure(fleet, stage, room, http));
          replaceWorkers(fleet);
        } finally {
          over = true;
        }
        for (Future<?> one : done) {
          one.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
        tell(report, people);
        agree(people, stage.evidence(room));
      } finally {
        people.forEach(Traveller::close);
      }
    }
  }

  private void tell(TestReporter report, List<Traveller> people) {
    int resent = people.stream().mapToInt(Traveller::resent).sum();
    int moved = people.stream().mapToInt(one -> one.ends().size()).sum();
    report.publishEntry("bids answered", Integer.toString(answers.size()));
    report.publishEntry("sent again", Integer.toString(resent));
    report.publishEntry("moved", Integer.toString(moved));
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

  private void replaceGateways(Departure departure) throws Exception {
    for (int gateway = 0; gateway < Fleet.OF_EACH; gateway++) {
      answersGoOn();
      departure.of(gateway);
      answersGoOn();
      departure.fleet().gatewayAgain(gateway);
    }
  }

  private void replaceWorkers(Fleet fleet) throws Exception {
    for (int worker = 0; worker < Fleet.OF_EACH; worker++) {
      answersGoOn();
      assertThat(fleet.worker(worker).terminate()).as("a worker ends on SIGTERM").isTrue();
      answersGoOn();
      fleet.workerAgain(worker);
    }
    answersGoOn();
  }

  private void agree(List<Traveller> people, Evidence evidence) {
    List<Long> all = LongStream.rangeClosed(2, evidence.last()).boxed().toList();
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(people).allSatisfy(one -> assertThat(one.told()).isEqualTo(all)));
    Map<Long, String> receipts =
        evidence.decisions().stream()
            .flatMap(decision -> decision.updates().stream())
            .filter(update -> update.sequence() > 1)
            .collect(Collectors.toMap(RoomUpdate::sequence, RoomUpdate::receipt, (a, _) -> a));
    assertThat(people)
        .allSatisfy(one -> {
          assertThat(one.receipts()).isEqualTo(receipts);
          assertThat(one.ends()).isNotEmpty().containsOnly("4503 DRAINING");
          assertThat(one.answeredTwice()).isEmpty();
        });
    answeredOnce(evidence);
  }

  /// Whatever was sent how often, the log counts it once, and its author heard what the log says.
  private void answeredOnce(Evidence evidence) {
    Map<String, List<Decision>> decisions =
        evidence.decisions().stream()
            .distinct()
            .filter(decision -> decision.id().startsWith("bid-"))
            .collect(Collectors.groupingBy(Decision::id));
    assertThat(decisions.keySet()).isEqualTo(answers.keySet());
    decisions.forEach((id, ofOne) -> {
      JsonNode answer = Objects.requireNonNull(answers.get(id));
      assertThat(ofOne).filteredOn(decision -> !decision.duplicate()).as(id).hasSize(1);
      assertThat(ofOne).extracting(Decision::answer).as(id).containsOnly(ofOne.getFirst().answer());
      assertThat(ofOne)
          .filteredOn(decision -> decision.place().toString().equals(answer.path("place").asText()))
          .as("%s %s", id, answer)
          .singleElement()
          .satisfies(decision -> {
            assertThat(answer.path("status").asText()).isEqualTo(Agreement.status(decision));
            assertThat(answer.path("receipt").asText()).isEqualTo(decision.receipt());
          });
    });
  }
}
