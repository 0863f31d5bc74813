package dev.gavel.gateway.bids;

import dev.gavel.model.Amount;
import dev.gavel.model.Answer;
import dev.gavel.model.Author;
import dev.gavel.model.Decision;
import dev.gavel.model.Place;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// The memory twin of [KafkaCommandLog]: a test says what becomes of each append. A room whose name
/// ends in a digit stands in that partition, every other one in 0.
final class MemoryLog implements CommandLog {
  record Append(RoomCommand command, int partition, CompletableFuture<Appended> end) {}

  private final List<Append> appends = Collections.synchronizedList(new ArrayList<>());
  private final int partitions;

  MemoryLog(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public OptionalInt partition(String room) {
    int digit = Character.digit(room.charAt(room.length() - 1), 10);
    return OptionalInt.of(Math.max(0, digit) % partitions);
  }

  @Override
  public CompletableFuture<Appended> append(RoomCommand command, int partition) {
    Append append = new Append(command, partition, new CompletableFuture<>());
    appends.add(append);
    return append.end();
  }

  @Override
  public boolean reachable() {
    return true;
  }

  int size() {
    return appends.size();
  }

  List<Append> appends() {
    return appends;
  }

  /// The broker has put the n-th append at an offset.
  void at(int n, long offset) {
    end(n, new Appended.At(new Place(appends.get(n).partition(), offset)));
  }

  void end(int n, Appended how) {
    appends.get(n).end().complete(how);
  }

  static RoomCommand bid(String room, String id) {
    return new RoomCommand(
        room,
        id,
        new Author("kim", Role.BIDDER),
        RoomCommand.NO_DEADLINE,
        new Wish.Bid(new Amount.Exact(100)));
  }

  static RoomCommand hammer(String id) {
    return new RoomCommand(
        "room", id, new Author("staff", Role.STAFF), RoomCommand.NO_DEADLINE, new Wish.Hammer());
  }

  static Decision decision(RoomCommand command, int partition, long offset) {
    return new Decision(
        command.room(),
        new Place(partition, offset),
        command.id(),
        command.by(),
        command.wish().op(),
        5,
        new Answer.Leading(1, 100, OptionalLong.empty()),
        false,
        2,
        List.of(),
        "0".repeat(64));
  }
}
