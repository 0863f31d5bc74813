package dev.gavel.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Somebody in a room: takes the seat, hears facts and checks their numbers, may bid.
///
/// Heard on its loop's thread; bids may come from another.
final class Seat implements Ears {
  /// Bids have numbers from 1 on.
  private static final long JOIN = 0;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] STATUS = Span.key("status");
  private static final byte[] CODE = Span.key("code");
  private static final byte[] ID = Span.key("id");

  /// What all seats of a run share.
  ///
  /// @param mark first part of every bid's id: no other run's
  /// @param settled is called when a seat is taken or lost for good
  record House(Tally tally, Flights flights, String mark, Runnable settled) {}

  private final House house;
  private final Board board;
  private final int user;
  private final String token;
  private final Witness witness;
  private final Molds molds;
  private @Nullable Bidder bidder;
  private volatile @Nullable Line line;
  private volatile boolean seated;
  private volatile boolean still;
  private boolean cut;
  private long since;

  /// @param user the number of the person who sits here
  Seat(House house, Board board, int user, String token) {
    this.house = house;
    this.board = board;
    this.user = user;
    this.token = token;
    this.witness = new Witness(board, house.tally);
    this.molds = new Molds(board.room(), house.mark);
  }

  String token() {
    return token;
  }

  int user() {
    return user;
  }

  Board board() {
    return board;
  }

  void bidder(Bidder whoBidsHere) {
    bidder = whoBidsHere;
  }

  boolean seated() {
    return seated;
  }

  /// Whether somebody listens here who has not heard the newest fact of the room.
  boolean behind() {
    return seated && !still && witness.lastSeen() < board.newest();
  }

  /// Comes in through a gateway. On the loop's thread.
  ///
  /// @param sinceNanos from when the wait counts
  void open(Loop loop, int port, Speech speech, long sinceNanos) {
    since = sinceNanos;
    try {
      line = loop.open(port, this, speech);
    } catch (IOException e) {
      house.tally.loss(String.valueOf(e.getMessage()));
      house.settled.run();
    }
  }

  /// Loses the connection as if the network broke; [#open] comes back. On the loop's thread.
  void cut() {
    seated = false;
    cut = true;
    Line now = line;
    if (now != null) {
      now.cut();
    }
  }

  /// Its machine stands still: it hears nothing more, and is not asked whether it did.
  void stopReading() {
    still = true;
    Line now = line;
    if (now != null) {
      now.stopReading();
    }
  }

  void lost(Line which, String why) {
    if (which == line) {
      seated = false;
      house.tally.loss(why);
      house.settled.run();
    }
  }

  @Override
  public void connected() {
    String after = cut ? ",\"after\":" + witness.lastSeen() : "";
    Line now = line;
    if (now != null) {
      String join = "{\"roomId\":\"" + board.room() + '"' + after + '}';
      String request = now.speech().request("join", Long.toString(JOIN), join);
      now.write(FrameStream.text(request.getBytes(UTF_8)));
    }
  }

  @Override
  public void say(byte[] text) {
    Line now = line;
    if (now != null) {
      now.write(FrameStream.text(text));
    }
  }

  @Override
  public void refused(String why) {
    house.tally.loss("turned away: " + why);
    house.settled.run();
  }

  /// Bids, unless the seat is not taken at the moment.
  ///
  /// @param field `price` or `max`
  boolean bid(String field, long amount, long dueNanos) {
    if (!seated) {
      house.tally.outcome("not seated");
      return false;
    }
    Line now = line;
    if (now == null) {
      return false;
    }
    long id = house.flights.begin(dueNanos);
    now.write(molds.bid(now.speech(), field, id, amount));
    return true;
  }

  @Override
  public void answer(long id, Span body) {
    if (id == JOIN) {
      joined(body);
      return;
    }
    if (body.text(STATUS).equals("pending")) {
      house.tally.pending.increment();
    } else {
      answered(id, body);
    }
    Bidder waiting = bidder;
    if (waiting != null) {
      waiting.answered();
    }
  }

  @Override
  public void lateAnswer(Span body) {
    String id = body.text(ID);
    if (id.startsWith(house.mark)
        && answered(Long.parseLong(id, house.mark.length(), id.length(), 10), body)) {
      house.tally.lateAnswers.increment();
    }
  }

  private boolean answered(long id, Span body) {
    long sent = house.flights.sentNanos(id);
    long due = house.tally.measuring() ? house.flights.end(id) : 0; // else the run is over
    if (due == 0) {
      return false;
    }
    long now = System.nanoTime();
    String status = body.text(STATUS);
    String code = status.equals("refused") ? body.text(CODE) : "";
    house.tally.outcome(code.isEmpty() ? status : code);
    if (Outcomes.decided(code)) {
      house.tally.decided.increment();
      house.tally.time(house.tally.answers, now - due);
      house.tally.time(house.tally.answersFromSend, now - sent);
    } else if (code.equals(Outcomes.SHED)) {
      house.tally.time(house.tally.shed, now - sent);
    }
    if (status.equals("leading")) {
      board.leader(user);
    }
    return true;
  }

  private void joined(Span body) {
    try {
      JsonNode snapshot = JSON.readTree(body.bytes(), body.from(), body.to() - body.from());
      if (!snapshot.has("sequence")) {
        house.tally.loss("join " + snapshot.path("code").asText("without a snapshot"));
        house.settled.run();
        return;
      }
      begin(snapshot);
    } catch (IOException e) {
      house.tally.loss("a snapshot that is no JSON");
    }
    house.settled.run();
  }

  private void begin(JsonNode snapshot) {
    long us = Math.clamp((System.nanoTime() - since) / 1_000, 0, Tally.LONGEST_US);
    if (cut) {
      witness.comeBack(snapshot);
      house.tally.returns.recordValue(us);
    } else {
      witness.begin(snapshot);
      house.tally.joins.recordValue(us);
    }
    seated = true;
  }

  @Override
  public void fact(Span body) {
    if (!seated) {
      house.tally.early.increment();
      return;
    }
    long sequence = Board.sequence(body);
    witness.heard(sequence, body);
    house.tally.facts.increment();
    long lagMs = System.currentTimeMillis() - board.atMs(sequence);
    house.tally.time(house.tally.deliveries, lagMs * 1_000_000);
  }

  @Override
  public void other() {
    house.tally.others.increment();
  }
}
