package dev.gavel.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Ten bidders and twenty viewers in one room, half of them on each gateway.
final class Crowd implements AutoCloseable {
  static final int BIDDERS = 10;
  static final int VIEWERS = 20;
  static final int BIDS_EACH = 20;

  private final Stage.Room room;
  private final List<AuctionClient> bidders = new ArrayList<>();
  private final List<AuctionClient> viewers = new ArrayList<>();
  private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();

  private Crowd(Stage.Room room) {
    this.room = room;
  }

  static Crowd gather(Stage stage, Stage.Room room) throws Exception {
    Crowd crowd = new Crowd(room);
    for (int i = 0; i < BIDDERS; i++) {
      crowd.bidders.add(stage.sit(i, i % 2, room));
    }
    for (int i = 0; i < VIEWERS; i++) {
      crowd.viewers.add(stage.sit(i % BIDDERS, i % 2, room));
    }
    return crowd;
  }

  /// Every bidder bids [#BIDS_EACH] times, one after the other, each what the bidder takes for
  /// enough: with ten at it, many are too late and refused.
  ///
  /// @param afterBid called with how many bids were answered so far
  void bid(java.util.function.IntConsumer afterBid) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < BIDDERS; i++) {
        int number = i;
        done.add(
            threads.submit(() -> {
              bidAsOne(number, afterBid);
              return null;
            }));
      }
      for (Future<?> one : done) {
        one.get();
      }
    }
  }

  private void bidAsOne(int number, java.util.function.IntConsumer afterBid) throws Exception {
    AuctionClient client = bidders.get(number);
    for (int i = 0; i < BIDS_EACH; i++) {
      String id = "bid-%d-%d".formatted(number, i);
      answers.put(id, client.bid(room.id(), enough(client), id));
      afterBid.accept(answers.size());
    }
  }

  private long enough(AuctionClient client) {
    return client.told().stream()
        .filter(told -> told.event().equals("bid"))
        .mapToLong(told -> told.update().path("standing").path("minimum").asLong())
        .max()
        .orElse(room.terms().start());
  }

  List<AuctionClient> bidders() {
    return bidders;
  }

  List<AuctionClient> viewers() {
    return viewers;
  }

  /// The acknowledgement of each bid, by its id; one that was pending is replaced by the answer
  /// that came later, if it came.
  Map<String, JsonNode> answers() {
    for (AuctionClient bidder : bidders) {
      for (JsonNode late : bidder.lateAnswers()) {
        answers.computeIfPresent(
            late.path("id").asText(), (_, early) -> isPending(early) ? late : early);
      }
    }
    return Map.copyOf(answers);
  }

  static boolean isPending(JsonNode answer) {
    return answer.path("status").asText().equals("pending");
  }

  @Override
  public void close() {
    bidders.forEach(AuctionClient::close);
    viewers.forEach(AuctionClient::close);
  }
}
