package dev.gavel.bids.room;

import dev.gavel.model.Amount;
import dev.gavel.model.Author;
import dev.gavel.model.CommandCodec;
import dev.gavel.model.Role;
import dev.gavel.model.RoomCommand;
import dev.gavel.model.Wish;

/// What a command says besides its identity, as a hash of 64 bits: the same id with another body is
/// another command (rule 11). Stored with each decision, so it never changes.
public final class CommandBody {
  private static final CommandCodec CODEC = new CommandCodec();
  private static final Author NOBODY = new Author("", Role.STAFF);
  private static final long MIX =
      0x9E3779B97F4A7C15L; // 2^64 / golden ratio, as in Fibonacci hashing

  private CommandBody() {}

  /// Bids, which are nearly all, are hashed without text.
  public static long hash(RoomCommand command) {
    long hash = command.notAfterMs() * MIX;
    return switch (command.wish()) {
      case Wish.Bid(Amount.Exact(long minor)) -> (hash ^ minor) * MIX;
      case Wish.Maximum(Amount.Exact(long minor)) -> (hash ^ ~minor) * MIX;
      case Wish other -> (hash ^ hash(other)) * MIX;
    };
  }

  /// Over the form in the log, which is the same on every machine; a text of Java's need not be.
  private static long hash(Wish wish) {
    long hash = 0;
    for (byte b : CODEC.write(new RoomCommand("", "", NOBODY, RoomCommand.NO_DEADLINE, wish))) {
      hash = (hash ^ b) * MIX;
    }
    return hash;
  }
}
