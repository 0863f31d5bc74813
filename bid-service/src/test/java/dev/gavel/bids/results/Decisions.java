package dev.gavel.bids.results;

import dev.gavel.bids.home.Decided;
import dev.gavel.bids.home.Home;
import dev.gavel.bids.home.Line;
import dev.gavel.bids.home.SavedPlace;
import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.work.Commands;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decisions as the worker hands them out.
final class Decisions {
  private Decisions() {}

  /// A room that opens, then `bids` bids that lead, each of a bidder whose gateway waits.
  static List<Decided> room(String room, int partition, int bids, String gateway) {
    List<RoomCommand> commands = new ArrayList<>();
    commands.add(Commands.open(room, 0, 100_000));
    for (int i = 1; i <= bids; i++) {
      commands.add(Commands.bid(room, "b" + i % 2, "c" + i, 100_000L + 10_000_000L * i));
    }
    List<Line> lines = new ArrayList<>();
    for (RoomCommand command : commands) {
      lines.add(line(partition, lines.size(), room, new CommandCodec().write(command), gateway));
    }
    Home home = new Home(SavedPlace.first("topic", partition), 10);
    home.unknown(lines);
    home.admit(lines, Map.of(), Map.of());
    return home.take(lines, 0).orElseThrow().decided();
  }

  static Line line(int partition, long offset, String key, byte[] value, String gateway) {
    return Line.of(
        new LoggedRecord(partition, offset, 1_000, key, value, Optional.of(gateway)),
        new CommandCodec());
  }
}
