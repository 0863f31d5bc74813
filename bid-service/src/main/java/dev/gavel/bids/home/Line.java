package dev.gavel.bids.home;

import dev.gavel.bids.log.LoggedRecord;
import dev.gavel.bids.room.LogEntry;
import dev.gavel.model.Codec;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.RoomCommand;
import java.util.Optional;

/// A record of the log, read: either a command or nothing that the rules will ever see. Which of
/// the two depends on the record alone, so that every replay skips the same ones.
public sealed interface Line {

  long offset();

  /// A command.
  record Command(LogEntry entry, Optional<String> gateway, Optional<String> trace) implements Line {
    @Override
    public long offset() {
      return entry.place().offset();
    }

    public String room() {
      return entry.command().room();
    }
  }

  /// What could not be read, and why.
  record Skipped(LoggedRecord record, String reason) implements Line {
    @Override
    public long offset() {
      return record.offset();
    }
  }

  /// Reads a record.
  static Line of(LoggedRecord record, CommandCodec codec) {
    return switch (codec.read(record.value())) {
      case Codec.Read.Bad<RoomCommand>(var why) -> new Skipped(record, why.reason());
      case Codec.Read.Value<RoomCommand>(var command) ->
          // A command under another key may stand in a partition that is not its room's home:
          // two logs of one room have no order.
          command.room().equals(record.key())
              ? new Command(
                  new LogEntry(record.place(), record.appendedAtMs(), record.value(), command),
                  record.gateway(),
                  record.trace())
              : new Skipped(record, "the record's key is not the command's room");
    };
  }
}
